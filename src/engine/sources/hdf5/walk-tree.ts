import type { StoredFile } from './stored-file.ts';

/** A thing of the file that is not among its tables, and why. */
export interface TreeProblem {
  readonly at: string;
  readonly reason: string;
}

export interface Tree {
  /** Paths of all groups, each once, parents before children, in the order of the file; '' is the root. */
  readonly groups: readonly string[];
  readonly problems: readonly TreeProblem[];
}

const depthLimit = 64;
const objectLimit = 200_000;

/**
 * PyTables keeps indexes of its tables in groups `_i_<table>`; NILMTK keeps results in groups `cache`; MATLAB keeps
 * the parts of its cells and objects in `#refs#` and `#subsystem#`.
 */
const noReadings = /^(_i_.+|cache|#refs#|#subsystem#)$/;

function externalReason(file: string | null): string {
  return `a link into another file${file === null ? '' : `, ${file}`}, which is not followed`;
}

/**
 * Walks all groups without following links out of the file, each group once however many paths lead to it,
 * so that a tree that contains itself ends.
 */
export function walkTree(file: StoredFile): Tree {
  const groups: string[] = [];
  const problems: TreeProblem[] = [];
  const seen = new Set<string>();
  const open: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  let objects = 0;
  let skipped = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, depth } = next;
    const address = file.addressOf(path);
    if (seen.has(address)) continue;
    seen.add(address);
    groups.push(path);
    const children: string[] = [];
    for (const name of file.names(path)) {
      if (++objects > objectLimit) break;
      const at = path === '' ? name : `${path}/${name}`;
      const standing = file.standingAt(at);
      if (standing === 'external') problems.push({ at, reason: externalReason(file.externalFile(at)) });
      if (standing !== 'group') continue;
      if (noReadings.test(name)) skipped++;
      else children.push(at);
    }
    if (objects > objectLimit) {
      problems.push({
        at: path,
        reason: `the file has more than ${objectLimit} objects; the rest is not listed`,
      });
      break;
    }
    if (depth >= depthLimit && children.length > 0) {
      problems.push({ at: path, reason: `groups deeper than ${depthLimit} levels are not listed` });
      continue;
    }
    for (const child of children.toReversed()) open.push({ path: child, depth: depth + 1 });
  }
  if (skipped > 0) {
    problems.push({
      at: '',
      reason: `groups with indexes or caches (_i_…, cache, #refs#), not listed: ${skipped}`,
    });
  }
  return { groups, problems };
}
