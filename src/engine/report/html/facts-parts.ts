import { describeMapping, describeRequest } from '../mapping-words.ts';
import type { ReportFacts } from '../report-content.ts';
import {
  contentHashWords,
  describeJourney,
  describeVerification,
  differenceWords,
  roleWords,
  spell,
  spellBytes,
  spellDuration,
  spellInterval,
  spellMany,
  stateWords,
  texts,
  verdictOf,
} from '../report-words.ts';
import { coverageChart, outcomeBar } from './charts.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ReportTimes } from './report-times.ts';

export function headPart({ job }: ReportFacts): Markup {
  const banner = job.rehearsal
    ? markup`<div class="rehearsal" role="note">
        <strong>${texts.rehearsal}</strong>${texts.rehearsalText}
      </div> `
    : null;
  return markup`${banner}
    <header>
      <h1>${texts.title}</h1>
      <p class="quiet">Job ${job.id} to ${job.baseUrl}</p>
      <p class="verdict">${verdictOf(job)}</p>
    </header> `;
}

export function outcomePart({ job }: ReportFacts): Markup {
  const { points } = job;
  return markup`<section aria-labelledby="outcome">
    <h2 id="outcome">What became of the intervals</h2>
    ${outcomeBar(points)}
    <table class="facts">
      <tbody>
        <tr>
          <th scope="row">Planned</th>
          <td>
            ${spellMany(points.planned, 'interval')} of ${spellMany(job.loads.total, 'series', 'series')}
          </td>
        </tr>
        <tr>
          <th scope="row">Confirmed</th>
          <td>${spell(points.confirmed)}: in an answer of the VTN that counted all that was sent</td>
        </tr>
        <tr>
          <th scope="row">Rejected</th>
          <td>${spell(points.rejected)}: refused by the VTN; each is listed</td>
        </tr>
        <tr>
          <th scope="row">Uncertain</th>
          <td>${spell(points.uncertain)}${points.uncertain > 0 ? `. ${texts.uncertain}` : ''}</td>
        </tr>
        <tr>
          <th scope="row">Not sent</th>
          <td>${spell(points.unsent)}</td>
        </tr>
        <tr>
          <th scope="row">Set aside before</th>
          <td>
            ${spellMany(points.duplicate, 'duplicate')}, ${spellMany(points.conflict, 'conflict')},
            ${spellMany(points.gap, 'gap')}. ${texts.aside}
          </td>
        </tr>
        <tr>
          <th scope="row">Series</th>
          <td>
            ${spell(job.loads.confirmed)} confirmed, ${spell(job.loads.failed)} failed,
            ${spell(job.loads.skipped)} left out, of ${spell(job.loads.total)}
          </td>
        </tr>
      </tbody>
    </table>
  </section> `;
}

export function guaranteePart({ job, verification }: ReportFacts, times: ReportTimes): Markup {
  const found = verification?.verification;
  const differences = (found?.differences ?? []).slice(0, 100).map(
    ({ kind, load, start, text }) =>
      markup`<tr>
        <td>${differenceWords[kind]}</td>
        <td>${load}</td>
        <td class="t">${times.short(start)}</td>
        <td>${text}</td>
      </tr> `,
  );
  return markup`<section aria-labelledby="guarantee">
    <h2 id="guarantee">What is guaranteed</h2>
    <p><strong>${job.guarantee}</strong></p>
    ${job.trustsAnyCertificate ? markup`<p class="why"><strong>${texts.trustedAny}</strong></p>` : null}
    ${
      verification === null || found === undefined
        ? markup`<p>${texts.neverVerified}</p>`
        : markup`<p>
            Last comparison: ${times.moment(verification.atMs)}. ${describeVerification(found).join(' ')}
          </p>`
    }
    ${
      differences.length === 0
        ? null
        : markup`<table>
            <caption>
              The first ${differences.length} differences
            </caption>
            <thead>
              <tr>
                <th scope="col">Difference</th>
                <th scope="col">Load</th>
                <th scope="col">Start</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              ${differences}
            </tbody>
          </table>`
    }
  </section> `;
}

export function factsPart(facts: ReportFacts, times: ReportTimes): Markup {
  const { job, request, lastAnswerMs } = facts;
  const lengths = job.plan.intervalLengths
    .map(
      ({ intervalMs, series }) => `${spellInterval(intervalMs)} (${spellMany(series, 'series', 'series')})`,
    )
    .join(', ');
  const { reportId, profile } = request.destination;
  return markup`<section aria-labelledby="facts">
    <h2 id="facts">Job, destination and times</h2>
    <table class="facts">
      <tbody>
        ${row('Job', `${job.id}, ${stateWords[job.state]}`)}
        ${row('Destination', `${job.baseUrl}${profile === null ? '' : `, known as "${profile}"`}`)}
        ${row('Protocol', 'OpenADR VTN with bulk upload (POST /report_data/bulk)')}
        ${reportId === null ? null : row('Report id', reportId)}
        ${row('Readings', `${times.moment(job.plan.firstStart)} to ${times.moment(job.plan.lastStart)} (start of the last)`)}
        ${row('Interval length', lengths === '' ? '–' : lengths)}
        ${row('Planned', times.moment(job.createdAt))} ${row('First request', times.moment(job.startedAt))}
        ${row('Last answer', times.moment(lastAnswerMs))} ${row('Ended', times.moment(job.endedAt))}
        ${row('Zone of these times', job.timeZone)}
        ${row('Sent', `${spellMany(job.requests, 'request')}, ${spellBytes(job.bytes)}${rateOf(facts)}`)}
      </tbody>
    </table>
    ${describeJourney(job).map((text) => markup`<p>${text}</p> `)}
  </section> `;
}

function rateOf({ job, lastAnswerMs }: ReportFacts): string {
  if (job.startedAt === null || lastAnswerMs === null) return '';
  const durationMs = lastAnswerMs - Date.parse(job.startedAt);
  if (durationMs < 1000) return '';
  const rate = spell(job.points.confirmed / (durationMs / 1000));
  return `, ${rate} intervals/s over ${spellDuration(durationMs)} from the first request to the last answer, pauses included`;
}

function row(name: string, text: string): Markup {
  return markup`<tr>
    <th scope="row">${name}</th>
    <td>${text}</td>
  </tr> `;
}

export function sourcesPart({ sources, request }: ReportFacts, times: ReportTimes): Markup {
  const files = sources.map(
    ({ role, path, sizeBytes, mtimeMs, contentHash, fullHash, mapping }) =>
      markup`<h3>${path}</h3>
        <table class="facts">
          <tbody>
            ${row('What it is', `${roleWords[role]}, ${spellBytes(sizeBytes)} (${spell(sizeBytes)} bytes), last changed ${times.moment(mtimeMs)}`)}
            <tr>
              <th scope="row">Content</th>
              <td><code>${contentHash}</code> <span class="quiet">${contentHashWords[role]}</span></td>
            </tr>
            ${
              fullHash === null
                ? null
                : markup`<tr>
                    <th scope="row">Whole file</th>
                    <td><code>${fullHash}</code> <span class="quiet">SHA-256</span></td>
                  </tr>`
            }
            <tr>
              <th scope="row">How it was read</th>
              <td>${describeMapping(mapping).join(' ')}</td>
            </tr>
          </tbody>
        </table> `,
  );
  return markup`<section aria-labelledby="sources">
    <h2 id="sources">Sources, and how readings became intervals</h2>
    ${files}
    <ul class="plain">
      ${describeRequest(request.mapping, request.selection).map((text) => markup`<li>${text}</li> `)}
    </ul>
  </section> `;
}

export function coveragePart({ coverage }: ReportFacts, times: ReportTimes): Markup | null {
  return coverage === null
    ? null
    : markup`<section aria-labelledby="coverage">
        <h2 id="coverage">Readings over time</h2>
        ${coverageChart(coverage, times)}
      </section> `;
}

const failureWords = {
  failed: 'series failed',
  skipped: 'series left out',
  rejected: 'rows or intervals',
} as const;

export function causesPart({ failures }: ReportFacts): Markup | null {
  if (failures.length === 0) return null;
  const rows = failures.map(
    ({ kind, code, text, loads, points }) =>
      markup`<tr>
        <td>${failureWords[kind]}</td>
        <td class="n">${spell(loads)}</td>
        <td class="n">${spell(points)}</td>
        <td>${text} <span class="quiet">(${code})</span></td>
      </tr> `,
  );
  return markup`<section aria-labelledby="causes">
    <h2 id="causes">What did not get there, by cause</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" class="n">Series</th>
          <th scope="col" class="n">Intervals or rows</th>
          <th scope="col">Cause</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section> `;
}
