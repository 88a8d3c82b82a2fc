import { basename } from 'node:path';
import type { Inspection } from '../../contract/inspection-shapes.ts';
import type { ResourceLoadRow } from '../sources/sqlite/resource-database.ts';
import type { InspectedFile } from './inspect-file.ts';
import { loadRecordOf } from './ven-client.ts';

export interface FileSet {
  readonly set: Inspection['sets'][number];
  /** Share of the meters that the loads read which the meter file has, 0-1. */
  readonly shareOfMeters: number;
}

/** Pairs of a resource database and a meter file that has meters its loads read, the best first. */
export function findVenClientSets(files: readonly InspectedFile[]): FileSet[] {
  const pairs = files.flatMap((database) => files.flatMap((meterFile) => pairOf(database, meterFile) ?? []));
  return pairs.sort((a, b) => b.shareOfMeters - a.shareOfMeters);
}

function pairOf(database: InspectedFile, meterFile: InspectedFile): FileSet | null {
  if (database.loads === null || meterFile.meters.length === 0) return null;
  const present = new Set(meterFile.meters);
  const wanted = new Set(database.loads.map((row) => loadRecordOf(row).meterId));
  const shared = [...wanted].filter((meter) => present.has(meter)).length;
  if (shared === 0) return null;
  const evidence = [
    describeLoads(basename(database.file.path), database.loads),
    `${basename(meterFile.file.path)} has ${present.size} meters under /meters.`,
    `It has ${shared} of the ${wanted.size} meters that the loads read.`,
  ];
  const set = { preset: 'ven-client', files: [database.file.path, meterFile.file.path], evidence };
  return { set, shareOfMeters: shared / wanted.size };
}

function describeLoads(name: string, rows: readonly ResourceLoadRow[]): string {
  const vens = new Set(rows.map((row) => row.ven)).size;
  const registered = rows.filter((row) => loadRecordOf(row).vtnResourceId !== null).length;
  return `${name} has ${rows.length} loads of ${vens} VENs, ${registered} of them registered at a VTN.`;
}
