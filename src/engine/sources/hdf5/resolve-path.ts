import type { File } from 'h5wasm/node';
import type { Hdf5Library } from './hdf5-library.ts';

/** What stands at a path of an HDF5 file; `at` is where the search ended. */
export interface ResolvedPath {
  readonly kind: 'group' | 'dataset' | 'missing' | 'external' | 'other';
  readonly at: string;
}

const linkLimit = 16;

/** Looks paths up step by step, so that links into other files are seen and never opened. */
export class PathResolver {
  readonly #library: Hdf5Library;
  readonly #file: File;
  readonly #names = new Map<string, ReadonlySet<string>>();
  /** Groups that were come through: the datasets of a meter lie side by side. */
  readonly #groups = new Set<string>();
  /** What was looked up last: a dataset is looked for, described and opened one after the other. */
  #last: { readonly path: string; readonly resolved: ResolvedPath } | null = null;

  constructor(library: Hdf5Library, file: File) {
    this.#library = library;
    this.#file = file;
  }

  resolve(path: string): ResolvedPath {
    if (this.#last?.path !== path) this.#last = { path, resolved: this.#walk(stepsOf(path), linkLimit) };
    return this.#last.resolved;
  }

  /** What the last step of a path is by itself: the object, or a link that is not followed. */
  standingAt(path: string): 'group' | 'dataset' | 'soft' | 'external' | 'other' {
    const link = this.#linkAt(path);
    if (link === 'external') return 'external';
    if (link !== 'hard') return 'soft';
    const type = this.#typeAt(path);
    return type === 'group' || type === 'dataset' ? type : 'other';
  }

  /** Paths of all datasets in this file, in the order of the tree. */
  datasets(): string[] {
    const found: string[] = [];
    for (const path of this.#library.get_names(this.#file.file_id, '/', true)) {
      if (this.#linkAt(path) === 'hard' && this.#typeAt(path) === 'dataset') found.push(path);
    }
    return found;
  }

  #walk(steps: readonly string[], linksLeft: number): ResolvedPath {
    let at = '';
    let kind: ResolvedPath['kind'] = 'group';
    for (const [index, step] of steps.entries()) {
      const next = at === '' ? step : `${at}/${step}`;
      if (kind === 'group' && this.#groups.has(next)) {
        at = next;
        continue;
      }
      if (kind !== 'group' || !this.#namesIn(at).has(step)) return { kind: 'missing', at: next };
      const link = this.#linkAt(next);
      if (link === 'external') return { kind: 'external', at: next };
      if (link !== 'hard') {
        if (linksLeft === 0) return { kind: 'missing', at: next };
        const target = link.target.startsWith('/')
          ? stepsOf(link.target)
          : [...stepsOf(at), ...stepsOf(link.target)];
        return this.#walk([...target, ...steps.slice(index + 1)], linksLeft - 1);
      }
      at = next;
      kind = this.#typeAt(at);
      if (kind === 'group') this.#groups.add(at);
    }
    return { kind, at };
  }

  #namesIn(group: string): ReadonlySet<string> {
    let names = this.#names.get(group);
    if (names === undefined) {
      names = new Set(this.#library.get_names(this.#file.file_id, group === '' ? '/' : group, false));
      this.#names.set(group, names);
    }
    return names;
  }

  /** The name of the file that a link leads to, as it is written there; null for any other path. */
  externalFile(path: string): string | null {
    const link = this.#library.get_external_link(this.#file.file_id, path) as { filename?: string };
    return link.filename ?? null;
  }

  #linkAt(path: string): 'hard' | 'external' | { readonly target: string } {
    if (this.externalFile(path) !== null) return 'external';
    const target = this.#library.get_symbolic_link(this.#file.file_id, path) as string | null;
    return target === null ? 'hard' : { target };
  }

  #typeAt(path: string): ResolvedPath['kind'] {
    const type = this.#library.get_type(this.#file.file_id, path);
    if (type === this.#library.H5G_GROUP) return 'group';
    return type === this.#library.H5G_DATASET ? 'dataset' : 'other';
  }
}

function stepsOf(path: string): string[] {
  return path.split('/').filter((step) => step !== '' && step !== '.');
}
