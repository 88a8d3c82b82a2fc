import { csvField } from '../../domain/csv-field.ts';
import type { PointFigures } from '../../domain/point-figures.ts';
import { reportFormat, withChecksum } from './checksum.ts';
import { describeMapping, describeRequest } from './mapping-words.ts';
import type { ReportContent, ReportFacts } from './report-content.ts';
import { describeJourney, describeVerification, texts, verdictOf } from './report-words.ts';

/** One table for everything; `kind` says what a row is, and what does not concern it is empty. */
const columns = [
  'kind',
  'ven',
  'load',
  'name',
  'resource',
  'report_id',
  'state',
  'planned',
  'confirmed',
  'rejected',
  'uncertain',
  'unsent',
  'duplicate',
  'conflict',
  'gap',
  'first_start',
  'last_start',
  'interval_seconds',
  'unit',
  'file',
  'row',
  'field',
  'text',
  'reason',
  'code',
  'at',
] as const;

type Row = Partial<Record<(typeof columns)[number], string | number | null>>;

/** A spreadsheet takes a CSV for UTF-8 only with this before it. */
const byteOrderMark = '\uFEFF';

/**
 * The report as one CSV (RFC 4180, UTF-8, comma): a filter on `kind` gives the series, the rejects or the totals. Times
 * are ISO in UTC. Texts that a spreadsheet would take for a formula are kept texts.
 */
export function writeCsv(content: ReportContent, told: (series: number) => void): AsyncIterable<string> {
  return withChecksum(lines(content, told), (checksum) =>
    spellRow({ kind: 'checksum', field: 'sha256', text: checksum, reason: texts.checksum }),
  );
}

function* lines(content: ReportContent, told: (series: number) => void): Generator<string> {
  const { facts } = content;
  yield `${byteOrderMark}${columns.join(',')}\r\n`;
  for (const row of headRows(facts)) yield spellRow(row);
  let series = 0;
  for (const row of content.series({ onlyTroubled: false })) {
    yield spellRow({
      kind: 'series',
      ven: row.ven,
      load: row.load,
      name: row.name,
      resource: row.resource,
      report_id: row.reportId ?? facts.request.destination.reportId,
      state: row.state,
      ...figures(row.points),
      first_start: row.firstStart,
      last_start: row.lastStart,
      interval_seconds: row.intervalMs === null ? null : row.intervalMs / 1000,
      unit: row.unit,
      file: row.file,
      text: row.text,
      code: row.code,
    });
    told(++series);
  }
  for (const { load, ven, file, row, field, text, reason, start } of content.rejects())
    yield spellRow({ kind: 'reject', ven, load, file, row, field, text, reason, first_start: start });
  for (const { load, ven, startMs, value, quality, atMs, isAdded } of content.corrections()) {
    yield spellRow({
      kind: 'correction',
      ven,
      load,
      first_start: new Date(startMs).toISOString(),
      field: isAdded ? 'added' : 'value',
      text: value,
      reason: quality,
      at: new Date(atMs).toISOString(),
    });
  }
}

function* headRows(facts: ReportFacts): Generator<Row> {
  const { job, request, sources, verification, failures, decisions } = facts;
  for (const [field, text] of reportFields(facts)) yield { kind: 'report', field, text };
  for (const text of describeJourney(job)) yield { kind: 'report', field: 'journey', text };
  for (const source of sources) {
    const { path: file, role, sizeBytes, mtimeMs, contentHash, fullHash } = source;
    const modified = new Date(mtimeMs).toISOString();
    const said = { role, size_bytes: sizeBytes, modified, content_hash: contentHash, sha256: fullHash };
    for (const [field, text] of Object.entries(said)) yield { kind: 'source', file, field, text };
    for (const text of describeMapping(source.mapping)) yield { kind: 'mapping', file, text };
  }
  for (const text of describeRequest(request.mapping, request.selection)) yield { kind: 'mapping', text };
  yield { kind: 'total', state: job.state, ...figures(job.points) };
  for (const { ven, points } of job.vens) yield { kind: 'ven', ven, ...figures(points) };
  for (const { kind, code, text, loads, points } of failures)
    yield { kind: 'cause', state: kind, code, text, field: `${loads} loads`, planned: points };
  for (const { load, code, text } of job.problems) yield { kind: 'note', load, code, text };
  if (verification !== null) {
    const at = new Date(verification.atMs).toISOString();
    for (const text of describeVerification(verification.verification))
      yield { kind: 'verification', text, at };
    for (const { kind, load, start, text } of verification.verification.differences)
      yield { kind: 'difference', load, first_start: start, field: kind, text };
  }
  for (const { at, text } of decisions) yield { kind: 'decision', at, text };
}

function reportFields(facts: ReportFacts): [string, string | number | null][] {
  const { job, request, version, computer, writtenAtMs, lastAnswerMs } = facts;
  return [
    ['format', `${reportFormat} 1`],
    ['job', job.id],
    ['result', verdictOf(job)],
    ...(job.rehearsal ? ([['rehearsal', texts.rehearsalText]] as [string, string][]) : []),
    ['destination', job.baseUrl],
    ['protocol', 'bulk'],
    ['profile', request.destination.profile],
    ['guarantee_level', job.guaranteeLevel],
    ['guarantee', job.guarantee],
    ...(job.trustsAnyCertificate ? ([['certificate', texts.trustedAny]] as [string, string][]) : []),
    ['planned_at', job.createdAt],
    ['first_request_at', job.startedAt],
    ['last_answer_at', lastAnswerMs === null ? null : new Date(lastAnswerMs).toISOString()],
    ['ended_at', job.endedAt],
    ['time_zone', job.timeZone],
    ['loads', job.loads.total],
    ['loads_confirmed', job.loads.confirmed],
    ['loads_failed', job.loads.failed],
    ['loads_left_out', job.loads.skipped],
    ['requests', job.requests],
    ['bytes', job.bytes],
    ['written_at', new Date(writtenAtMs).toISOString()],
    ['meterhaul', version],
    ['computer', computer],
  ];
}

function figures({
  planned,
  confirmed,
  rejected,
  uncertain,
  unsent,
  duplicate,
  conflict,
  gap,
}: PointFigures): Row {
  return { planned, confirmed, rejected, uncertain, unsent, duplicate, conflict, gap };
}

function spellRow(row: Row): string {
  const cells = columns.map((column) => {
    const cell = row[column] ?? '';
    return typeof cell === 'number' ? String(cell) : csvField(cell);
  });
  return `${cells.join(',')}\r\n`;
}
