import type { RejectRow, VenRow } from '../../../contract/job-shapes.ts';
import type { ReportSeries } from '../../ledger/report-reads.ts';
import type { ReportContent } from '../report-content.ts';
import { loadStateWords, spell, spellMany, spellShare } from '../report-words.ts';
import { shareBar } from './charts.ts';
import { restOf } from './closing-parts.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ReportTimes } from './report-times.ts';

/** More rows than these make a page that browsers open slowly and nobody prints; the CSV and JSON have all. */
export const listedInHtml = 5000;

export function vensPart(vens: readonly VenRow[]): Markup {
  const rows = vens.slice(0, listedInHtml).map(
    ({ ven, loads, points }) =>
      markup`<tr>
        <th scope="row">${ven}</th>
        <td class="n">${spell(loads.total)}</td>
        <td class="n">${spell(points.planned)}</td>
        <td class="n">${spell(points.confirmed)}</td>
        <td class="n">${spell(points.rejected)}</td>
        <td class="n">${spell(points.uncertain)}</td>
        <td class="n">${spell(points.unsent)}</td>
        <td class="n">${shareBar(points)} ${spellShare(points.confirmed, points.planned)}</td>
      </tr> `,
  );
  return markup`<section aria-labelledby="vens">
    <h2 id="vens">By VEN</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">VEN</th>
          <th scope="col" class="n">Series</th>
          <th scope="col" class="n">Planned</th>
          <th scope="col" class="n">Confirmed</th>
          <th scope="col" class="n">Rejected</th>
          <th scope="col" class="n">Uncertain</th>
          <th scope="col" class="n">Not sent</th>
          <th scope="col" class="n">Share confirmed</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${restOf(vens.length - rows.length, 'VEN')}
  </section> `;
}

/**
 * The series of each VEN. Where there are too many, only those that are not wholly confirmed, and where these are too
 * many the first of them; what is left out is said.
 */
export function* seriesPart(
  { facts, series }: ReportContent,
  times: ReportTimes,
  told: (series: number) => void,
): Generator<Markup> {
  const { job, troubledSeries } = facts;
  const onlyTroubled = job.loads.total > listedInHtml;
  const count = onlyTroubled ? troubledSeries : job.loads.total;
  yield markup`<section aria-labelledby="series">
    <h2 id="series">Series</h2>
    <p class="quiet">
      ${onlyTroubled ? `Of ${spell(job.loads.total)} series, the ${spell(count)} that are not wholly confirmed are listed; the report as CSV or JSON has all. ` : ''}Starts
      of the first and last interval in the time of ${job.timeZone}.
    </p>`;
  let listed = 0;
  for (const [ven, rows] of byVen(series({ onlyTroubled }))) {
    yield tableHead(ven);
    for (const row of rows) yield seriesRow(row, times);
    yield markup`</tbody></table>
`;
    listed += rows.length;
    told(listed);
  }
  yield markup`${restOf(count - listed, 'series', 'series')}</section>
`;
}

/** The first series that may be listed; those of one VEN need not follow each other in the plan. */
function byVen(rows: Iterable<ReportSeries>): Map<string, ReportSeries[]> {
  const listed: ReportSeries[] = [];
  for (const row of rows) {
    if (listed.length === listedInHtml) break;
    listed.push(row);
  }
  return Map.groupBy(listed, ({ ven }) => ven);
}

function tableHead(ven: string): Markup {
  const figure = (name: string): Markup => markup`<th scope="col" class="n">${name}</th>`;
  return markup`<h3>${ven}</h3>
    <table class="series">
      <colgroup>
        <col style="width:29%">
        <col style="width:16%">
        <col span="5" style="width:8%">
        <col span="3" style="width:5%">
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Series, load, VTN resource</th>
          <th scope="col">First and last start</th>
          ${['Planned', 'Confirmed', 'Rejected', 'Uncertain', 'Not sent', 'Dupl.', 'Confl.', 'Gaps'].map(figure)}
        </tr>
      </thead>
      <tbody>
`;
}

function seriesRow(row: ReportSeries, times: ReportTimes): Markup {
  const { points } = row;
  const figures = [
    points.planned,
    points.confirmed,
    points.rejected,
    points.uncertain,
    points.unsent,
    points.duplicate,
    points.conflict,
    points.gap,
  ];
  const reason = row.text === null ? '' : `: ${row.text}`;
  const why =
    row.state === 'confirmed'
      ? null
      : markup`<tr>
          <td colspan="10" class="why">${loadStateWords[row.state]}${reason}</td>
        </tr> `;
  return markup`<tr${why === null ? null : markup` class="goes-on"`}><td>${row.name}<span class="id">${row.load}</span>${row.resource === null ? null : markup`<span class="id">${row.resource}</span>`}</td><td>${times.short(row.firstStart)}<br>${times.short(row.lastStart)}</td>${figures.map((figure) => markup`<td class="n">${spell(figure)}</td>`)}</tr>
${why}`;
}

export function* rejectsPart({ facts, rejects }: ReportContent, times: ReportTimes): Generator<Markup> {
  const { rejectCount } = facts.job;
  if (rejectCount === 0) return;
  yield markup`<section aria-labelledby="rejects">
    <h2 id="rejects">Rejected intervals and rows</h2>
    <p class="quiet">
      ${spellMany(rejectCount, 'interval or row', 'intervals and rows')}: intervals that the VTN refused, and
      rows of the files that gave no interval.
    </p>
    <table class="rejects">
      <colgroup>
        <col style="width:26%">
        <col style="width:24%">
        <col style="width:8%">
        <col style="width:20%">
        <col>
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Load</th>
          <th scope="col">File and row</th>
          <th scope="col">Field</th>
          <th scope="col">What it says</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
`;
  let listed = 0;
  for (const row of rejects()) {
    if (listed === listedInHtml) break;
    yield rejectRow(row, times);
    listed++;
  }
  yield markup`</tbody></table>${restOf(rejectCount - listed, 'reject')}</section>
`;
}

function rejectRow(
  { ven, load, file, row, field, text, reason, start }: RejectRow,
  times: ReportTimes,
): Markup {
  const place = file === null ? '' : `${file}${row === null ? '' : `, row ${row}`}`;
  const when = start === null ? '' : `${times.short(start)}  `;
  return markup`<tr>
    <td>${load}<span class="id">${ven}</span></td>
    <td>${place}</td>
    <td>${field}</td>
    <td>${when}${text}</td>
    <td>${reason}</td>
  </tr> `;
}

export function* correctionsPart({ corrections }: ReportContent, times: ReportTimes): Generator<Markup> {
  let listed = 0;
  let count = 0;
  for (const { load, ven, startMs, value, quality, atMs, isAdded } of corrections()) {
    if (count === 0)
      yield markup`<section aria-labelledby="corrections">
        <h2 id="corrections">Corrected by hand</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">Load</th>
              <th scope="col">Start</th>
              <th scope="col" class="n">Value sent</th>
              <th scope="col">Quality</th>
              <th scope="col">What</th>
              <th scope="col">Given at</th>
            </tr>
          </thead>
          <tbody>
`;
    count++;
    if (listed === listedInHtml) continue;
    listed++;
    yield markup`<tr>
      <td>${load}<span class="id">${ven}</span></td>
      <td class="t">${times.short(startMs)}</td>
      <td class="n">${value}</td>
      <td>${quality}</td>
      <td>${isAdded ? 'added' : 'replaced'}</td>
      <td class="t">${times.moment(atMs)}</td>
    </tr> `;
  }
  if (count > 0)
    yield markup`</tbody></table>${restOf(count - listed, 'correction')}</section>
`;
}
