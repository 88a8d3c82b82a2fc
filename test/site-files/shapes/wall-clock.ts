import { table, textShape } from './shape.ts';
import type { Shape, TextShape } from './shape.ts';
import { americanSpring, render, spell, springDays } from './truth.ts';
import type { Days, TrueInterval } from './truth.ts';

export type More = Partial<TextShape> & { readonly header?: readonly string[] };
export type Spelling = (interval: TrueInterval) => string | readonly string[];

/** A file of one series whose rows are the intervals given, in their order. */
export function clock(
  name: string,
  days: Days,
  rows: readonly TrueInterval[],
  spelling: Spelling,
  more: More = {},
): Shape {
  const { header = ['Time'], ...rest } = more;
  const cells = rows.map((interval) => [...[spelling(interval)].flat(), spell(interval.value)]);
  const expected = [...rows].sort((a, b) => a.startMs - b.startMs);
  return textShape({
    name,
    axis: days === springDays || days === americanSpring ? 'spring' : 'autumn',
    text: table([[...header, 'Energy (kWh)'], ...cells], ','),
    said: { timeZone: days.zone },
    expected,
    ...rest,
  });
}

export const pattern = 'YYYY-MM-DD HH:mm';
export const startIn =
  ({ zone }: Days): Spelling =>
  ({ startMs }) =>
    render(startMs, zone, pattern);
export const endIn =
  ({ zone }: Days): Spelling =>
  ({ endMs }) =>
    render(endMs, zone, pattern);
/** The end as a clock that never changed since the start of the interval would show it. */
export const wallEndIn =
  ({ zone }: Days): Spelling =>
  ({ startMs, endMs }) => {
    const wallMs = Date.parse(`${render(startMs, zone, "YYYY-MM-DD'T'HH:mm")}Z`);
    return render(wallMs + endMs - startMs, 'UTC', pattern);
  };

export const newestFirst = (rows: readonly TrueInterval[]): TrueInterval[] => [...rows].reverse();

/** What a person says of stamps at the end of their interval. */
export const labelledEnd = (days: Days): More => ({
  said: { timeZone: days.zone, label: 'end' },
  questions: ['mapping/zone-unknown'],
});
