import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface PageSizes {
  readonly files: number;
  readonly bytes: number;
  readonly gzipBytes: number;
}

const isPagePart = (name: string): boolean => /\.(html|js|css)$/.test(name);

/** What the first page loads before it shows: index.html and all that it names. */
export async function sizesOfFirstPage(rendererDir: string): Promise<PageSizes> {
  const html = await readFile(path.join(rendererDir, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name = '']) => name);
  return sizesOf(rendererDir, ['index.html', ...named.filter(isPagePart)]);
}

/** All pages in all languages. */
export async function sizesOfAllPages(rendererDir: string): Promise<PageSizes> {
  const names = await readdir(rendererDir, { recursive: true });
  return sizesOf(rendererDir, names.filter(isPagePart));
}

async function sizesOf(folder: string, names: readonly string[]): Promise<PageSizes> {
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
  return {
    files: files.length,
    bytes: sum(files.map(({ length }) => length)),
    gzipBytes: sum(files.map((file) => gzipSync(file).length)),
  };
}
