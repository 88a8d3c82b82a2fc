import { expect } from 'vitest';
import type { FileInspection, Preview, PreviewSeries } from '../../../src/contract/inspection-shapes.ts';
import type { Expected, ExpectedSeries, Inspected } from './shape.ts';
import type { TrueInterval } from './truth.ts';

/** Fails where a preview, to which everything was said, is not what happened. */
export function comparePreview(preview: Preview, expected: Expected): void {
  expect(preview.questions).toEqual([]);
  expect(preview.complete).toBe(true);
  const series = chooseSeries(preview, expected);
  expect(preview.series.map(({ name, skipped }) => skipped?.text ?? name)).toHaveLength(series.length);
  const left = [...preview.series];
  for (const each of series) {
    const found = takeSeries(left, each);
    if (expected.isShownOnly !== true) compareSeries(preview, found, each);
  }
  if (expected.rejectedRows !== null) {
    const rows = preview.rejects.map(({ row }) => row).sort((a, b) => a - b);
    expect(rows).toEqual(expected.rejectedRows ?? []);
  }
  if (expected.says !== undefined) {
    const told = [...preview.problems, ...preview.series.flatMap(({ findings }) => findings)];
    const texts = [...told, ...preview.rejects.map(({ reason }) => ({ text: reason }))].map(
      ({ text }) => text,
    );
    expect(texts.join('\n')).toMatch(expected.says);
  }
}

/** The other set of series where the preview has as many as that. */
function chooseSeries(preview: Preview, { series, orSeries }: Expected): readonly ExpectedSeries[] {
  return orSeries?.length === preview.series.length ? orSeries : series;
}

/** The first series whose name holds the wanted one, and whose unit is the wanted one. */
function takeSeries(left: PreviewSeries[], { name, unit }: ExpectedSeries): PreviewSeries {
  const place = left.findIndex(
    (series) => (name === null || series.name.includes(name)) && (unit === undefined || series.unit === unit),
  );
  const [found] = place < 0 ? [] : left.splice(place, 1);
  if (found !== undefined) return found;
  const names = left.map((series) => `${series.name} [${series.unit}] ${series.skipped?.text ?? ''}`);
  throw new Error(`There is no series ${name ?? ''} in ${unit ?? 'any unit'} among: ${names.join(', ')}`);
}

function compareSeries(preview: Preview, found: PreviewSeries, expected: ExpectedSeries): void {
  expect(found.skipped).toBeNull();
  const intervals = preview.intervals
    .filter(({ load }) => load === found.load)
    .map(({ start, end, value, quality }) =>
      spellInterval(Date.parse(start), Date.parse(end), value, quality),
    );
  const accepted = [expected.intervals, ...(expected.orElse ?? [])].map(spellTruth);
  const isAccepted = accepted.some((each) => JSON.stringify(each) === JSON.stringify(intervals));
  if (!isAccepted) expect(intervals).toEqual(accepted[0]);
  for (const count of ['duplicates', 'conflicts', 'emptyValues'] as const) {
    const wanted = expected[count];
    if (wanted !== null) expect({ [count]: found[count] }).toEqual({ [count]: wanted ?? 0 });
  }
  if (expected.shortDays !== undefined) expect(found.shortDays).toBe(expected.shortDays);
}

function spellTruth(intervals: readonly TrueInterval[]): string[] {
  return intervals.map(({ startMs, endMs, value, quality }) => spellInterval(startMs, endMs, value, quality));
}

/** Values to nine digits: what differences and conversions are exact to. */
function spellInterval(startMs: number, endMs: number, value: number, quality: string): string {
  const minutes = (endMs - startMs) / 60_000;
  return `${new Date(startMs).toISOString()} ${minutes} min ${Number(value.toPrecision(9))} ${quality}`;
}

/** Fails where `inspect` says something else of a file. */
export function compareInspection(found: FileInspection | undefined, expected: Inspected): void {
  const { encoding, ...exact } = expected;
  expect(found).toMatchObject(exact);
  if (encoding !== undefined) expect(found?.encoding).toMatch(encoding);
}
