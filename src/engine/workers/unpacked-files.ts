import { mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import { unpack } from '../sources/container/unpack.ts';
import { fileState } from './file-state.ts';

/** Inspecting, mapping and sending look at a container one after the other: it is unpacked once for all of them. */
const keptContainers = 3;

/** The files within gzip and zip containers, unpacked into a folder and taken away with it. */
export class UnpackedFiles {
  readonly #folder: string;
  readonly #kept = new Map<
    string,
    { readonly state: string; readonly folder: string; readonly file: string }
  >();

  /** @param folder for what containers hold */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The one file of a container, as a plain file.
   *
   * @throws AppError source/unreadable, source/unsupported when it holds none or several
   */
  async get(path: string): Promise<string> {
    const state = fileState(path);
    const known = this.#kept.get(path);
    if (known?.state === state) return known.file;
    this.#drop(path);
    const folder = mkdtempSync(join(this.#folder, 'unpacked-'));
    try {
      this.#kept.set(path, { state, folder, file: await onlyFile(path, folder) });
    } catch (thrown) {
      rmSync(folder, { recursive: true, force: true });
      throw thrown;
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptContainers) break;
      this.#drop(oldest);
    }
    return this.#kept.get(path)?.file ?? '';
  }

  #drop(path: string): void {
    const kept = this.#kept.get(path);
    if (kept !== undefined) rmSync(kept.folder, { recursive: true, force: true });
    this.#kept.delete(path);
  }
}

async function onlyFile(path: string, folder: string): Promise<string> {
  const { files } = await unpack(path, folder);
  const [file, ...others] = files;
  if (file !== undefined && others.length === 0) return file.path;
  const names = files.slice(0, 5).map(({ name }) => basename(name));
  const message =
    `${path} holds ${files.length} files (${names.join(', ')}${files.length > 5 ? ', …' : ''}). ` +
    'Unpack it and give the files themselves.';
  throw new AppError('source/unsupported', message, { context: { path } });
}
