import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline, Readable, Transform } from 'node:stream';
import type { Haul } from '../../contract/handover-shapes.ts';
import type { PointFigures } from '../../domain/point-figures.ts';
import { listForHaul, readSendingFacts } from '../ledger/haul-reads.ts';
import type { HaulListing } from '../ledger/haul-reads.ts';
import { readJobRecord, readSources } from '../ledger/job-reads.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { partName, partPath, stagedParts } from '../ledger/staged-series.ts';
import {
  dataName,
  haulComment,
  haulVersion,
  jobName,
  listNames,
  manifestChecksum,
  manifestName,
} from './haul-format.ts';
import type { HaulJob, HaulLine, ListName, Manifest } from './haul-format.ts';

/** What a .haul file says of its writing. */
export interface HaulFacts {
  readonly haulId: string;
  readonly version: string;
  readonly computer: string;
  readonly exportedAtMs: number;
  readonly points: PointFigures;
  readonly data: Haul['data'];
}

/**
 * The bytes of a .haul file of a staged job, as they come: nothing is held in memory but a page of a list. The job must
 * be held meanwhile. Secrets, paths of folders and certificates are not in it.
 */
export async function* spellHaul(
  ledger: Ledger,
  jobId: string,
  facts: HaulFacts,
  progress: (name: string) => void,
): AsyncGenerator<Uint8Array> {
  // Only here: few commands write an archive.
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  // It is one by now (yazl 3); its types are older.
  const output = zip.outputStream as unknown as Readable;
  const fail = (cause: unknown): void => void output.destroy(cause as Error);
  zip.on('error', fail);
  const entries: Manifest['entries'] = [];
  const open = new Set<Readable>();
  const job = ledger.read((database) => readJobRecord(database, jobId));
  const add = (name: string, content: () => Readable, isPacked = false): void => {
    zip.addReadStreamLazy(name, { compress: !isPacked, mode: 0o100600 }, (give) => {
      progress(name);
      const source = content();
      open.add(source);
      give(
        null,
        pipeline(source, hashed(name, entries), (cause) => (cause ? fail(cause) : open.delete(source))),
      );
    });
  };
  const sending = ledger.read((database) => readSendingFacts(database, jobId));
  add(jobName, () => Readable.from([Buffer.from(JSON.stringify({ ...describeJob(job), ...sending }))]));
  for (const name of listNames)
    add(name, () => Readable.from(linesOf(ledger, jobId, name), { objectMode: false }));
  for (const { part } of ledger.read((database) => stagedParts(database, jobId))) {
    const file = ledger.read((database) => partPath(database, jobId, part));
    add(dataName(partName(part)), () => createReadStream(file, { highWaterMark: 262_144 }), true);
  }
  zip.addReadStreamLazy(manifestName, { compress: true, mode: 0o100600 }, (give) => {
    const fields = describeHaul(job, facts, entries);
    const text = JSON.stringify({ ...fields, checksum: manifestChecksum(fields) });
    give(null, Readable.from([Buffer.from(text)]));
  });
  zip.end({ forceZip64Format: false, comment: haulComment });
  try {
    for await (const block of output) yield block as Uint8Array;
  } finally {
    for (const source of open) source.destroy();
  }
}

function describeHaul(
  job: JobRecord,
  facts: HaulFacts,
  entries: Manifest['entries'],
): Omit<Manifest, 'checksum'> {
  return {
    meterhaul: 'haul',
    version: haulVersion,
    haulId: facts.haulId,
    jobId: job.id,
    writtenBy: facts.version,
    exportedAt: new Date(facts.exportedAtMs).toISOString(),
    computer: facts.computer,
    createdAt: new Date(job.createdAtMs).toISOString(),
    files: job.files.map(nameOf),
    baseUrl: job.baseUrl,
    points: facts.points,
    data: facts.data,
    entries,
  };
}

/** Files by their names only: folders of one computer say nothing on another, and may say too much. */
function describeJob(job: JobRecord): Omit<HaulJob, 'firstSentAtMs' | 'trustedAnyCertificate'> {
  const { request, plan } = job;
  return {
    id: job.id,
    state: job.state,
    createdAtMs: job.createdAtMs,
    rehearsal: job.rehearsal,
    baseUrl: job.baseUrl,
    plan: { ...plan, files: plan.files.map(nameOf) },
    request: {
      ...request,
      files: request.files.map(nameOf),
      mapping: {
        ...request.mapping,
        documents: request.mapping.documents.map((each) => ({ ...each, path: nameOf(each.path) })),
      },
      resources: {
        ...request.resources,
        listPath: request.resources.listPath === null ? null : nameOf(request.resources.listPath),
      },
    },
    planned: job.planned,
    confirmed: job.confirmed,
    rejected: job.rejected,
    uncertain: job.uncertain,
    loadsConfirmed: job.loadsConfirmed,
    loadsFailed: job.loadsFailed,
    requests: job.requests,
    bytes: job.bytes,
  };
}

const listings: Record<Exclude<ListName, 'sources.ndjson'>, HaulListing> = {
  'datasets.ndjson': 'datasets',
  'series.ndjson': 'series',
  'spans.ndjson': 'spans',
  'rows-set-aside.ndjson': 'setAside',
  'problems.ndjson': 'problems',
  'decisions.ndjson': 'decisions',
  'corrections.ndjson': 'corrections',
  'attempts.ndjson': 'attempts',
};

function* linesOf(ledger: Ledger, jobId: string, name: ListName): Generator<Buffer> {
  if (name !== 'sources.ndjson') {
    for (const page of listForHaul(ledger, jobId, listings[name])) yield Buffer.from(page);
    return;
  }
  for (const source of ledger.read((database) => readSources(database, jobId)))
    yield Buffer.from(`${JSON.stringify(describeSource(source))}\n`);
}

function describeSource({
  path: place,
  ...source
}: ReturnType<typeof readSources>[number]): HaulLine<'sources.ndjson'> {
  return { ...source, name: nameOf(place) };
}

/** Also of a path of the other kind of computer: the job may have come from there. */
function nameOf(place: string): string {
  return path.win32.basename(place) || 'file';
}

/** Passes the bytes of an entry on, and notes their size and hash when all have gone by. */
function hashed(name: string, entries: Manifest['entries']): Transform {
  const hash = createHash('sha256');
  let bytes = 0;
  return new Transform({
    transform(block: Buffer, _encoding, done) {
      hash.update(block);
      bytes += block.length;
      done(null, block);
    },
    flush(done) {
      entries.push({ name, bytes, sha256: hash.digest('hex') });
      done();
    },
  });
}
