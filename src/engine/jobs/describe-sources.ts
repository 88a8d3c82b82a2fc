import { stat } from 'node:fs/promises';
import type { FileFingerprint, FoundReadings, MappedFileSpec, Reader } from '../workers/reader.ts';
import type { MappingProposal } from '../../contract/mapping-proposal.ts';
import { hashReadings } from './hash-readings.ts';
import type { Plan, PlannedDataset, PlannedSource } from './plan.ts';

/** A file with its mapping and what the mapping found in it. */
export interface MappedFile {
  readonly spec: MappedFileSpec;
  readonly chosen: MappingProposal;
  readonly readings: FoundReadings;
}

/** Rows set aside that a plan lists of one file; all of them are counted, and the reader lists any page of them. */
const rejectsListed = 100_000;
const rejectsAtOnce = 10_000;

/** The mapped files as sources of a job, with fingerprints of what is sent of them and the rows left out. */
export async function describeSources(
  reader: Reader,
  files: readonly MappedFile[],
  { series, datasets }: Pick<Plan, 'series' | 'datasets'>,
  areRejectsListed: boolean,
): Promise<PlannedSource[]> {
  const sent = new Set(series.filter(({ skip }) => skip === null).map(({ dataset }) => dataset));
  const sources: PlannedSource[] = [];
  for (const [position, { spec, chosen, readings }] of files.entries()) {
    const isDatabase = chosen.mapping.format === 'sqlite';
    // What other files leave of a series is theirs to answer for.
    const own = datasets.filter(
      ({ source, minus }, nth) => source === position && minus.length === 0 && sent.has(nth),
    );
    sources.push({
      role: isDatabase ? 'readings-database' : 'readings',
      path: spec.path,
      mapping: chosen.mapping,
      maxRows: spec.maxRows,
      fingerprint: isDatabase
        ? await fingerprintReadings(spec.path, own)
        : await reader.fingerprint(spec.path, 'sampled'),
      rejects: {
        rows: areRejectsListed ? await listRejects(reader, spec, readings) : [],
        rejected: readings.rejected,
        ignored: readings.ignored,
      },
    });
  }
  return sources;
}

async function fingerprintReadings(
  file: string,
  datasets: readonly PlannedDataset[],
): Promise<FileFingerprint> {
  const { size, mtimeMs } = await stat(file);
  const digests = new Map(datasets.map(({ path: name, scan }) => [name, scan.digest]));
  return { sizeBytes: size, mtimeMs, contentHash: hashReadings(digests) };
}

async function listRejects(
  reader: Reader,
  spec: MappedFileSpec,
  { rejected, ignored }: FoundReadings,
): Promise<PlannedSource['rejects']['rows']> {
  const rows: PlannedSource['rejects']['rows'][number][] = [];
  const wanted = Math.min(rejected + ignored, rejectsListed);
  while (rows.length < wanted) {
    const page = await reader.rejectedRows(spec, rows.length, Math.min(rejectsAtOnce, wanted - rows.length));
    if (page.length === 0) break;
    rows.push(...page);
  }
  return rows;
}
