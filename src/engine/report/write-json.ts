import { reportFormat, withChecksum } from './checksum.ts';
import { describeMapping, describeRequest } from './mapping-words.ts';
import type { ReportContent, ReportFacts } from './report-content.ts';
import { describeJourney, texts } from './report-words.ts';

/** The shape of the JSON report, as docs/guide/report.md describes it; a number that changes when a reader must. */
const version = 1;

/** The report as one JSON document, a line for each row of its lists. */
export function writeJson(content: ReportContent, told: (series: number) => void): AsyncIterable<string> {
  return withChecksum(
    pieces(content, told),
    (checksum) =>
      `"checksum": ${JSON.stringify({ algorithm: 'SHA-256', value: checksum, how: texts.checksum })}\n}\n`,
  );
}

function* pieces(content: ReportContent, told: (series: number) => void): Generator<string> {
  yield '{\n';
  for (const [key, value] of Object.entries(describeFacts(content.facts)))
    yield `${JSON.stringify(key)}: ${JSON.stringify(value)},\n`;
  let count = 0;
  yield* list('series', content.series({ onlyTroubled: false }), ({ id: _id, ...row }) => {
    told(++count);
    return row;
  });
  yield* list('rejects', content.rejects(), (row) => row);
  yield* list('corrections', content.corrections(), (row) => ({
    ven: row.ven,
    load: row.load,
    start: new Date(row.startMs).toISOString(),
    end: new Date(row.endMs).toISOString(),
    value: row.value,
    quality: row.quality,
    added: row.isAdded,
    at: new Date(row.atMs).toISOString(),
  }));
}

function* list<T>(key: string, rows: Iterable<T>, toJson: (row: T) => object): Generator<string> {
  let separator = '\n';
  yield `${JSON.stringify(key)}: [`;
  for (const row of rows) {
    yield `${separator}${JSON.stringify(toJson(row))}`;
    separator = ',\n';
  }
  yield '\n],\n';
}

function describeFacts(facts: ReportFacts): Record<string, unknown> {
  const { job, request, verification } = facts;
  return {
    format: reportFormat,
    version,
    ...describeJob(facts),
    guarantee: { level: job.guaranteeLevel, text: job.guarantee },
    loads: job.loads,
    points: job.points,
    requests: job.requests,
    bytes: job.bytes,
    plan: {
      preset: job.plan.preset,
      rowsRejected: job.plan.rowsRejected,
      intervalLengths: job.plan.intervalLengths,
      firstStart: job.plan.firstStart,
      lastStart: job.plan.lastStart,
    },
    sources: describeSources(facts),
    mapping: request.mapping,
    selection: request.selection,
    mappingInWords: describeRequest(request.mapping, request.selection),
    verification:
      verification === null ? null : { at: isoOf(verification.atMs), ...verification.verification },
    handedOver: job.handedOver,
    imported: job.imported,
    journeyInWords: describeJourney(job),
    vens: job.vens,
    causes: facts.failures,
    notes: job.problems,
    decisions: facts.decisions,
    pace: job.pace,
    rejectCount: job.rejectCount,
    written: { at: isoOf(facts.writtenAtMs), meterhaul: facts.version, computer: facts.computer },
  };
}

function describeJob({ job, request, lastAnswerMs }: ReportFacts): Record<string, unknown> {
  return {
    job: {
      id: job.id,
      state: job.state,
      rehearsal: job.rehearsal,
      staged: job.staged,
      plannedAt: job.createdAt,
      firstRequestAt: job.startedAt,
      lastAnswerAt: lastAnswerMs === null ? null : isoOf(lastAnswerMs),
      endedAt: job.endedAt,
      timeZone: job.timeZone,
      lastError: job.lastError,
    },
    destination: {
      baseUrl: job.baseUrl,
      protocol: 'bulk',
      profile: request.destination.profile,
      reportId: request.destination.reportId,
      trustedAnyCertificate: job.trustsAnyCertificate,
    },
  };
}

function describeSources({ sources }: ReportFacts): object[] {
  return sources.map(({ role, path, sizeBytes, mtimeMs, contentHash, fullHash, mapping }) => ({
    role,
    path,
    sizeBytes,
    modifiedAt: isoOf(mtimeMs),
    contentHash,
    sha256: fullHash,
    mapping,
    mappingInWords: describeMapping(mapping),
  }));
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
