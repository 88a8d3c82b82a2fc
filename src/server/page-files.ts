import { realpath, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pageContentType } from '../contract/page-policy.ts';

export interface PageFile {
  readonly content: Buffer;
  readonly contentType: string;
  /** The name holds a hash of the content, so the file never changes. */
  readonly isImmutable: boolean;
}

/**
 * The file of the pages at the path of a URL, or null when there is none. What lies outside the folder, also
 * by a symbolic link, is not there.
 */
export async function readPageFile(folder: string, urlPath: string): Promise<PageFile | null> {
  const path = decodePath(urlPath);
  if (path === null) return null;
  const contentType = pageContentType(path);
  if (contentType === null) return null;
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    if (!file.startsWith(root + sep)) return null;
    return { content: await readFile(file), contentType, isImmutable: path.startsWith('/assets/') };
  } catch {
    return null;
  }
}

function decodePath(urlPath: string): string | null {
  if (urlPath === '/') return '/index.html';
  try {
    const path = decodeURIComponent(urlPath);
    return path.includes('\0') || path.includes('\\') ? null : path;
  } catch {
    return null;
  }
}
