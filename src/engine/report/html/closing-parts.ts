import type { JobDetail } from '../../../contract/job-shapes.ts';
import type { ReportFacts } from '../report-content.ts';
import { spellMany } from '../report-words.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ReportTimes } from './report-times.ts';

const shown = 500;

export function notesPart(job: JobDetail): Markup | null {
  if (job.problems.length === 0) return null;
  const items = job.problems
    .slice(0, shown)
    .map(({ load, text }) => markup`<li>${load === null ? '' : `${load}: `}${text}</li> `);
  const rest = job.problems.length - items.length;
  return markup`<section aria-labelledby="notes">
    <h2 id="notes">Noticed while planning</h2>
    <ul class="plain">
      ${items}
    </ul>
    ${restOf(rest, 'note')}
  </section> `;
}

export function decisionsPart({ decisions }: ReportFacts, times: ReportTimes): Markup | null {
  if (decisions.length === 0) return null;
  const rows = decisions.slice(-shown).map(
    ({ at, text }) =>
      markup`<tr>
        <td class="t">${times.moment(at)}</td>
        <td>${text}</td>
      </tr> `,
  );
  const rest = decisions.length - rows.length;
  return markup`<section aria-labelledby="decisions">
    <h2 id="decisions">Decisions on the way</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${restOf(rest, 'earlier decision')}
  </section> `;
}

/** What is not listed here, and where it is. */
export function restOf(count: number, noun: string, plural = `${noun}s`): Markup | null {
  return count <= 0
    ? null
    : markup`<p class="quiet">${spellMany(count, noun, plural)} more: see this report as CSV or JSON.</p> `;
}
