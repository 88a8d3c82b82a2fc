import type { PointFigures } from '../../../domain/point-figures.ts';
import type { Coverage } from '../../ledger/report-reads.ts';
import { spell, spellMany, spellShare } from '../report-words.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ReportTimes } from './report-times.ts';

const parts = ['confirmed', 'rejected', 'uncertain', 'unsent'] as const;
type Part = (typeof parts)[number];

/** What became of the planned intervals: a bar, and the figures in words beside it. */
export function outcomeBar(points: PointFigures): Markup {
  const label = parts.map((part) => `${spell(points[part])} ${part}`).join(', ');
  return markup`<figure>
    <svg viewBox="0 0 680 22" role="img" aria-label="${label}">${barOf(points, 680, 22)}</svg>
    <ul class="legend">
      ${parts.map((part) => legendOf(part, points))}
    </ul>
  </figure> `;
}

/** The same as a small bar within a table; the figures stand beside it. */
export function shareBar(points: PointFigures): Markup {
  return markup`<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${barOf(points, 100, 10)}
  </svg>`;
}

/** How many series have readings over time: where meters begin, end and are missing altogether. */
export function coverageChart({ fromMs, toMs, series }: Coverage, times: ReportTimes): Markup {
  const most = Math.max(...series);
  const [width, height, left] = [680, 110, 40];
  const step = (width - left) / series.length;
  const columns = series.map((count, bin) => {
    const tall = most === 0 ? 0 : (count / most) * height;
    return markup`<rect
      class="confirmed"
      x="${fixed(left + bin * step)}"
      y="${fixed(6 + height - tall)}"
      width="${fixed(step * 0.86)}"
      height="${fixed(tall)}"
    />`;
  });
  const label =
    `Series with readings from ${times.short(fromMs)} to ${times.short(toMs)}: ` +
    `at least ${spell(Math.min(...series))}, at most ${spell(most)} at a time.`;
  return markup`<figure>
    <svg viewBox="0 0 ${width} ${height + 22}" role="img" aria-label="${label}">
      <text class="axis" x="${left - 4}" y="14" text-anchor="end">${spell(most)}</text>
      <text class="axis" x="${left - 4}" y="${height + 6}" text-anchor="end">0</text>
      <line class="rule" x1="${left}" y1="${height + 6.5}" x2="${width}" y2="${height + 6.5}" />
      ${columns}
      <text class="axis" x="${left}" y="${height + 18}">${times.short(fromMs)}</text>
      <text class="axis" x="${width}" y="${height + 18}" text-anchor="end">${times.short(toMs)}</text>
    </svg>
    <figcaption>
      ${label} Each column stands for one of ${series.length} equal parts of that time; gaps within a series
      do not show here.
    </figcaption>
  </figure> `;
}

function barOf(points: PointFigures, width: number, height: number): Markup[] {
  let at = 0;
  return parts.flatMap((part) => {
    const wide = points.planned === 0 ? 0 : (points[part] / points.planned) * width;
    // What there is shows, however little of it there is.
    const shown = points[part] > 0 ? Math.max(wide, width / 200) : 0;
    const x = Math.min(at, width - shown);
    at += wide;
    return shown === 0
      ? []
      : [markup`<rect class="${part}" x="${fixed(x)}" y="0" width="${fixed(shown)}" height="${height}" />`];
  });
}

function legendOf(part: Part, points: PointFigures): Markup {
  return markup`<li>
    <svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${part}" width="10" height="10" /></svg
    >${spellMany(points[part], part, part)}
    <span class="quiet">${spellShare(points[part], points.planned)}</span>
  </li> `;
}

function fixed(length: number): string {
  return length.toFixed(2);
}
