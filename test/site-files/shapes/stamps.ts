import { textShape } from './shape.ts';
import type { Shape } from './shape.ts';
import { stamps } from './time-formats.ts';
import {
  autumnDays,
  copenhagen,
  makeTruth,
  newYork,
  plainAmerican,
  plainDays,
  render,
  springDays,
  wallAt,
} from './truth.ts';
import type { Days, TrueInterval } from './truth.ts';

const plain = makeTruth(plainDays, 60, { seed: 161 });
const american = makeTruth({ ...plainAmerican, count: 3 }, 60, { seed: 162 });
const autumn = makeTruth(autumnDays, 60, { seed: 163 });
const local = { timeZone: copenhagen };
const german = ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'];
const english = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const inZone = (name: string, truth: readonly TrueInterval[], pattern: string, zone: string): Shape =>
  stamps(name, truth, (startMs) => render(startMs, zone, pattern), { said: { timeZone: zone } });

/** Days since 1899-12-30 on the wall clock, as spreadsheets count. */
function serialDay(ms: number): string {
  const wallMs = Date.parse(`${render(ms, copenhagen, "YYYY-MM-DD'T'HH:mm")}Z`);
  return (wallMs / 86_400_000 + 25_569).toFixed(6);
}

const spellings: readonly Shape[] = [
  inZone('naive ISO with milliseconds', plain, 'YYYY-MM-DD HH:mm:ss.SSS', copenhagen),
  inZone('seconds with a comma and milliseconds', plain, "YYYY-MM-DD HH:mm:ss','SSS", copenhagen),
  inZone('ISO with an hour of one digit', plain, 'YYYY-MM-DD H:mm', copenhagen),
  inZone('day.month.year without leading zeros', plain, 'D.M.YYYY H:mm', copenhagen),
  inZone('basic ISO', plain, "YYYYMMDD'T'HHmmss", copenhagen),
  inZone('am and pm touch the time', american, 'M/D/YYYY h:mmA', newYork),
  inZone('year first with slashes and short', plain, 'YYYY/M/D H:mm', copenhagen),
  inZone('an hour with an h', plain, "DD/MM/YYYY HH'h'mm", copenhagen),
  stamps('basic ISO with Z', autumn, (startMs) => render(startMs, 'UTC', "YYYYMMDD'T'HHmmss'Z'")),
  stamps('an offset of whole hours', autumn, (startMs) =>
    render(startMs, copenhagen, 'YYYY-MM-DD HH:mm:ssZ').replace(/:00$/, ''),
  ),
  stamps('an offset and the name of the zone in brackets', autumn, (startMs) =>
    render(startMs, copenhagen, "YYYY-MM-DD'T'HH:mm:ssZ'[Europe/Copenhagen]'"),
  ),
  stamps('GMT and an offset behind the time', autumn, (startMs) =>
    render(startMs, copenhagen, "YYYY-MM-DD HH:mm:ss 'GMT'Z"),
  ),
  stamps(
    'a.m. and p.m. with points',
    american,
    (startMs) => render(startMs, newYork, 'YYYY-MM-DD h:mm A').replace('AM', 'a.m.').replace('PM', 'p.m.'),
    { said: { timeZone: newYork } },
  ),
  stamps(
    'an English day of the week before the date',
    american,
    (startMs) =>
      `${english[wallAt(startMs, newYork).dayOfWeek - 1] ?? ''} ${render(startMs, newYork, 'MM/DD/YYYY HH:mm')}`,
    { said: { timeZone: newYork } },
  ),
  stamps(
    'a German day of the week before the date',
    plain,
    (startMs) =>
      `${german[wallAt(startMs, copenhagen).dayOfWeek - 1] ?? ''}, ${render(startMs, copenhagen, 'DD.MM.YYYY HH:mm')}`,
    { said: local },
  ),
  stamps("a spreadsheet's day number", plain, (startMs) => serialDay(startMs), { said: local }),
];

/** A person gives a zone for wall clocks and for the job; stamps that say their own do not need it. */
const ownZone: readonly Shape[] = [
  stamps(
    'a true Z stands against the zone a person gives',
    makeTruth(springDays, 60, { seed: 167 }),
    (startMs) => new Date(startMs).toISOString(),
    { said: local, questions: [] },
  ),
  stamps(
    'offsets stand against the zone a person gives',
    autumn,
    (startMs) => render(startMs, copenhagen, "YYYY-MM-DD'T'HH:mm:ssZ"),
    { said: { timeZone: newYork }, questions: [] },
  ),
  stamps('epochs stand against the zone a person gives', autumn, (startMs) => String(startMs / 1000), {
    said: local,
    questions: [],
  }),
];

const lengths = ([1, 5, 10, 20, 60, 120, 180, 360] as const).map((minutes) =>
  stamps(
    `rows every ${minutes} minutes`,
    makeTruth(plainDays, minutes, { seed: 164 }),
    (startMs) => render(startMs, copenhagen, 'YYYY-MM-DD HH:mm'),
    {
      said: { ...local, kind: 'interval' },
      axis: 'interval length',
    },
  ),
);

/** Wall hours: 3 is missing in spring and stands twice in autumn. */
function wallHours(name: string, days: Days, from: 0 | 1): Shape {
  return stamps(
    name,
    makeTruth(days, 60, { seed: 165 }),
    (startMs) => [render(startMs, days.zone, 'YYYY-MM-DD'), String(wallAt(startMs, days.zone).hour + from)],
    {
      header: ['Date', from === 1 ? 'Hour Ending' : 'Hour'],
      said: { timeZone: days.zone },
      axis: 'slot number',
    },
  );
}

/** Ends of hours in clock form, 01:00 to 24:00, with a flag for the second of the two hours. */
function hourEnding(name: string, days: Days): Shape {
  const isSecond = (ms: number): boolean =>
    render(ms, days.zone, 'HH') === render(ms - 3_600_000, days.zone, 'HH');
  return stamps(
    name,
    makeTruth(days, 60, { seed: 166 }),
    (startMs) => [
      render(startMs, days.zone, 'MM/DD/YYYY'),
      `${String(wallAt(startMs, days.zone).hour + 1).padStart(2, '0')}:00`,
      isSecond(startMs) ? 'Y' : 'N',
    ],
    {
      header: ['Delivery Date', 'Hour Ending', 'Repeated Hour Flag'],
      said: { timeZone: days.zone },
      axis: 'time label',
    },
  );
}

const noDate = `Time;Energy (kWh)\n${plain
  .slice(0, 24)
  .map(({ startMs, value }) => `${render(startMs, copenhagen, 'HH:mm')};${value.toFixed(3)}\n`)
  .join('')}`;

export const stampShapes: readonly Shape[] = [
  ...spellings,
  ...ownZone,
  ...lengths,
  wallHours('hours 1 to 24 of the wall clock, hour 3 twice in autumn', autumnDays, 1),
  wallHours('hours 1 to 24 of the wall clock, hour 3 absent in spring', springDays, 1),
  wallHours('hours 0 to 23 of the wall clock, hour 2 twice in autumn', autumnDays, 0),
  wallHours('hours 0 to 23 of the wall clock, hour 2 absent in spring', springDays, 0),
  hourEnding('hours ending 01:00 to 24:00 with a flag of the repeated hour', {
    zone: 'America/Chicago',
    from: '2024-11-02',
    count: 3,
  }),
  hourEnding('hours ending 01:00 to 24:00 around the spring change', {
    zone: 'America/Chicago',
    from: '2024-03-09',
    count: 3,
  }),
  textShape({
    name: 'times without a date: the first start is asked for',
    axis: 'time format',
    text: noDate,
    said: { firstStart: new Date(plain[0]?.startMs ?? 0).toISOString(), intervalMs: 3_600_000 },
    questions: ['mapping/time-unknown'],
    expected: plain.slice(0, 24),
  }),
];
