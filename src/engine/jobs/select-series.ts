import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import type { SelectionRequest } from '../../contract/request-shapes.ts';
import type { FoundSeries } from '../workers/reader.ts';
import type { MappedFile } from './describe-sources.ts';

/** A series of one of the files, with the name that tells it apart from those of the other files. */
export interface AskedSeries {
  /** Position of its file. */
  readonly source: number;
  readonly found: FoundSeries;
  readonly loadId: string;
}

/** The series asked for, in the files' order. Throws usage/invalid for one that is not there. */
export function selectSeries(
  files: readonly Pick<MappedFile, 'spec' | 'readings'>[],
  { loads, exceptLoads, limitLoads }: SelectionRequest,
): AskedSeries[] {
  const all = nameAmongFiles(files);
  const wanted = namesWanted(all, loads);
  const except = new Set(exceptLoads);
  const selected = all.filter(
    (each) => !except.has(each.loadId) && (wanted.size === 0 || wanted.has(each.loadId)),
  );
  if (selected.length === 0 && all.length > 0) {
    throw new AppError(
      'usage/invalid',
      'No series is left: all that were asked for are among the exceptions.',
    );
  }
  return limitLoads === null ? selected : selected.slice(0, limitLoads);
}

/** All series; one whose name another file has too is named after its file as well. */
function nameAmongFiles(files: readonly Pick<MappedFile, 'spec' | 'readings'>[]): AskedSeries[] {
  const filesWith = new Map<string, number>();
  for (const { readings } of files) {
    for (const name of new Set(readings.series.map((found) => found.name)))
      filesWith.set(name, (filesWith.get(name) ?? 0) + 1);
  }
  const bases = files.map(({ spec }) => path.basename(spec.path));
  return files.flatMap(({ spec, readings }, source) => {
    const base = bases[source] ?? '';
    const file = bases.filter((other) => other === base).length > 1 ? spec.path : base;
    return readings.series.map((found) => {
      const isElsewhere = (filesWith.get(found.name) ?? 0) > 1;
      return { source, found, loadId: isElsewhere ? `${file} / ${found.name}` : found.name };
    });
  });
}

/** The ids of the series that the names mean: an id, the name that several files have, or a meter. */
function namesWanted(all: readonly AskedSeries[], names: readonly string[]): Set<string> {
  const ids = new Set(all.map(({ loadId }) => loadId));
  const byName = new Map<string, string[]>();
  for (const { found, loadId } of all) {
    for (const name of new Set([found.name, found.meter])) {
      if (name !== null) byName.set(name, [...(byName.get(name) ?? []), loadId]);
    }
  }
  const wanted = new Set<string>();
  for (const name of names) {
    // An id means that series alone, even where a meter is called the same.
    const meant = ids.has(name) ? [name] : (byName.get(name) ?? []);
    if (meant.length === 0) throw unknownSeries(all, name);
    for (const id of meant) wanted.add(id);
  }
  return wanted;
}

function unknownSeries(all: readonly AskedSeries[], name: string): AppError {
  const some = all.slice(0, 8).map(({ found }) => found.name);
  return new AppError(
    'usage/invalid',
    `There is no series "${name}" in these files. There are ${all.length}: ${some.join(', ')}${all.length > 8 ? ', …' : ''}.`,
  );
}
