import { oneSeries } from './shape.ts';
import type { Shape } from './shape.ts';
import { americanAutumn, autumnDays, copenhagen, makeTruth, render, wallAt } from './truth.ts';
import type { TrueInterval } from './truth.ts';
import { clock, endIn, labelledEnd, newestFirst, pattern, startIn, wallEndIn } from './wall-clock.ts';

const hours = makeTruth(autumnDays, 60, { seed: 61 });
const quarters = makeTruth(autumnDays, 15, { seed: 62 });
const halves = makeTruth(americanAutumn, 30, { seed: 63 });
const americanHours = makeTruth(americanAutumn, 60, { seed: 64 });

/** 0 outside the doubled hour, else which of the two an instant lies in. */
function doubled(ms: number, zone: string): 0 | 1 | 2 {
  const here = render(ms, zone, pattern);
  if (render(ms + 3_600_000, zone, pattern) === here) return 1;
  return render(ms - 3_600_000, zone, pattern) === here ? 2 : 0;
}

const isSummer = (ms: number): boolean => wallAt(ms, copenhagen).offset === '+02:00';
const secondOf = (rows: readonly TrueInterval[], zone: string): TrueInterval[] =>
  rows.filter(({ startMs }) => doubled(startMs, zone) === 2);
/** 02:00, 02:00, 02:15, 02:15 …: sorted by the wall clock, each pair in order of time. */
function interleaved(rows: readonly TrueInterval[], zone: string): TrueInterval[] {
  const keyed = rows.map((interval) => ({ interval, key: render(interval.startMs, zone, pattern) }));
  return keyed
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.interval.startMs - b.interval.startMs))
    .map(({ interval }) => interval);
}

/** The second of the two hours stands behind the other rows of its day. */
function atEndOfDay(rows: readonly TrueInterval[], zone: string): TrueInterval[] {
  const later = secondOf(rows, zone);
  const day = render(later[0]?.startMs ?? 0, zone, 'YYYY-MM-DD');
  const others = rows.filter((interval) => !later.includes(interval));
  const after = others.findLastIndex(({ startMs }) => render(startMs, zone, 'YYYY-MM-DD') === day) + 1;
  return [...others.slice(0, after), ...later, ...others.slice(after)];
}

const unmarked: readonly Shape[] = [
  clock('the doubled hour stands in order of time, hours', autumnDays, hours, startIn(autumnDays)),
  clock('the doubled hour stands in order of time, quarters', autumnDays, quarters, startIn(autumnDays)),
  clock(
    'the doubled hour of New York stands in order of time',
    americanAutumn,
    halves,
    startIn(americanAutumn),
  ),
  clock(
    'the doubled hour stands interleaved',
    autumnDays,
    interleaved(quarters, copenhagen),
    startIn(autumnDays),
  ),
  clock(
    'the doubled hour of New York stands interleaved',
    americanAutumn,
    interleaved(halves, americanAutumn.zone),
    startIn(americanAutumn),
  ),
  clock(
    'the doubled hour stands at the end of its day',
    autumnDays,
    atEndOfDay(quarters, copenhagen),
    startIn(autumnDays),
  ),
  clock('the newest row stands first, hours', autumnDays, newestFirst(hours), startIn(autumnDays)),
  clock('the newest row stands first, quarters', autumnDays, newestFirst(quarters), startIn(autumnDays)),
  clock(
    'starts and ends on the wall clock, an end before its start',
    autumnDays,
    quarters,
    ({ startMs, endMs }) => [render(startMs, copenhagen, pattern), render(endMs, copenhagen, pattern)],
    { header: ['From', 'To'] },
  ),
  clock(
    'starts and ends on the wall clock, an hour that ends when it starts',
    autumnDays,
    hours,
    ({ startMs, endMs }) => [render(startMs, copenhagen, pattern), render(endMs, copenhagen, pattern)],
    { header: ['From', 'To'] },
  ),
  clock(
    'starts and ends interleaved, an end before its start',
    autumnDays,
    interleaved(quarters, copenhagen),
    ({ startMs, endMs }) => [render(startMs, copenhagen, pattern), render(endMs, copenhagen, pattern)],
    { header: ['From', 'To'] },
  ),
  clock(
    'start and end in one cell',
    autumnDays,
    quarters,
    ({ startMs, endMs }) => `${render(startMs, copenhagen, pattern)} - ${render(endMs, copenhagen, 'HH:mm')}`,
  ),
];

const endLabelled: readonly Shape[] = [
  clock(
    'stamps name the instant at the end, hours',
    autumnDays,
    hours,
    endIn(autumnDays),
    labelledEnd(autumnDays),
  ),
  clock(
    'stamps name the instant at the end, quarters',
    autumnDays,
    quarters,
    endIn(autumnDays),
    labelledEnd(autumnDays),
  ),
  clock(
    'stamps are the wall clock at the start plus the length, hours',
    autumnDays,
    hours,
    wallEndIn(autumnDays),
    labelledEnd(autumnDays),
  ),
  clock(
    'stamps are the wall clock at the start plus the length, quarters',
    autumnDays,
    quarters,
    wallEndIn(autumnDays),
    labelledEnd(autumnDays),
  ),
  clock(
    'stamps name the instant at the end in New York',
    americanAutumn,
    halves,
    endIn(americanAutumn),
    labelledEnd(americanAutumn),
  ),
];

const marked: readonly Shape[] = [
  clock(
    'CEST and CET stand behind the time',
    autumnDays,
    hours,
    ({ startMs }) => `${render(startMs, copenhagen, pattern)} ${isSummer(startMs) ? 'CEST' : 'CET'}`,
    { said: {}, questions: [] },
  ),
  clock(
    'DST stands behind the first of the two hours',
    autumnDays,
    quarters,
    ({ startMs }) =>
      `${render(startMs, copenhagen, pattern)}${doubled(startMs, copenhagen) === 1 ? ' DST' : ''}`,
  ),
  clock(
    'DST stands behind the second of the two hours',
    americanAutumn,
    americanHours,
    ({ startMs }) =>
      `${render(startMs, americanAutumn.zone, 'MM/DD/YYYY HH:mm')}${doubled(startMs, americanAutumn.zone) === 2 ? ' DST' : ''}`,
  ),
  clock(
    'EDT and EST stand behind the time',
    americanAutumn,
    halves,
    ({ startMs }) =>
      `${render(startMs, americanAutumn.zone, pattern)} ${wallAt(startMs, americanAutumn.zone).offset === '-04:00' ? 'EDT' : 'EST'}`,
    { said: {}, questions: [] },
  ),
  clock(
    '2A and 2B name the two hours',
    autumnDays,
    hours,
    ({ startMs }) => [
      render(startMs, copenhagen, 'DD.MM.YYYY'),
      `${render(startMs, copenhagen, 'H')}${['', 'A', 'B'][doubled(startMs, copenhagen)] ?? ''}`,
    ],
    { header: ['Datum', 'Stunde'] },
  ),
  clock(
    '02A:15 and 02B:15 name the two hours',
    autumnDays,
    quarters,
    ({ startMs }) =>
      `${render(startMs, copenhagen, 'DD.MM.YYYY HH')}${['', 'A', 'B'][doubled(startMs, copenhagen)] ?? ''}${render(startMs, copenhagen, "':'mm")}`,
  ),
  clock(
    'a star marks the second of the two hours',
    autumnDays,
    quarters,
    ({ startMs }) =>
      `${render(startMs, copenhagen, 'DD-MM-YYYY HH:mm')}${doubled(startMs, copenhagen) === 2 ? '*' : ''}`,
  ),
  clock(
    'a column says summer or winter time',
    autumnDays,
    atEndOfDay(quarters, copenhagen),
    ({ startMs }) => [render(startMs, copenhagen, pattern), isSummer(startMs) ? 'S' : 'W'],
    { header: ['Zeit', 'Sommer-/Winterzeit'] },
  ),
  clock(
    'a column says whether it is daylight saving time, newest first',
    autumnDays,
    newestFirst(quarters),
    ({ startMs }) => [render(startMs, copenhagen, pattern), isSummer(startMs) ? '1' : '0'],
    { header: ['Time', 'DST'] },
  ),
  clock(
    'a column flags the repeated hour',
    americanAutumn,
    atEndOfDay(halves, americanAutumn.zone),
    ({ startMs }) => [
      render(startMs, americanAutumn.zone, pattern),
      doubled(startMs, americanAutumn.zone) === 2 ? 'Y' : 'N',
    ],
    { header: ['Time', 'Repeated Hour Flag'] },
  ),
  clock(
    'a column has the offset of the wall clock',
    autumnDays,
    quarters,
    ({ startMs }) => [render(startMs, copenhagen, pattern), render(startMs, copenhagen, 'Z')],
    { header: ['Time', 'UTC offset'], said: {}, questions: [] },
  ),
];

const onlyOnce = hours.filter(({ startMs }) => doubled(startMs, copenhagen) !== 2);
const onceAsSecond = onlyOnce.map((interval) =>
  doubled(interval.startMs, copenhagen) === 1
    ? { ...interval, startMs: interval.endMs, endMs: interval.endMs + 3_600_000 }
    : interval,
);
const both = joinDoubled(hours);
const lost: readonly Shape[] = [
  clock('one of the two hours is lost', autumnDays, onlyOnce, startIn(autumnDays), {
    expected: oneSeries(onlyOnce, { orElse: [onceAsSecond], shortDays: 1 }),
  }),
  clock('one row holds the energy of both hours', autumnDays, both, startIn(autumnDays), {
    expected: oneSeries(both, { orElse: shortened(both) }),
  }),
];

function joinDoubled(rows: readonly TrueInterval[]): TrueInterval[] {
  const [second] = secondOf(rows, copenhagen);
  return rows
    .filter((interval) => interval !== second)
    .map((interval) =>
      interval.endMs === second?.startMs
        ? {
            ...interval,
            endMs: second.endMs,
            value: Math.round((interval.value + second.value) * 1000) / 1000,
          }
        : interval,
    );
}

/** The file does not say that the row is two hours long: either of them is all that can be read from it. */
function shortened(rows: readonly TrueInterval[]): TrueInterval[][] {
  const hour = 3_600_000;
  const isLong = ({ startMs, endMs }: TrueInterval): boolean => endMs - startMs > hour;
  return [
    rows.map((interval) => (isLong(interval) ? { ...interval, endMs: interval.startMs + hour } : interval)),
    rows.map((interval) => (isLong(interval) ? { ...interval, startMs: interval.startMs + hour } : interval)),
  ];
}

export const autumnShapes: readonly Shape[] = [...unmarked, ...endLabelled, ...marked, ...lost];
