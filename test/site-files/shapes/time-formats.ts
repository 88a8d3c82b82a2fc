import { textShape, table } from './shape.ts';
import type { Shape, TextShape } from './shape.ts';
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
import type { TrueInterval } from './truth.ts';

const plain = makeTruth(plainDays, 60, { seed: 51 });
/** Around the 13th, so that day and month cannot be taken for each other. */
const american = makeTruth({ ...plainAmerican, count: 3 }, 60, { seed: 52 });
const autumn = makeTruth(autumnDays, 60, { seed: 53 });
const spring = makeTruth(springDays, 60, { seed: 54 });
const local = { timeZone: copenhagen };

const months = {
  English: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  German: [
    'Januar',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ],
  French: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  Danish: [
    'januar',
    'februar',
    'marts',
    'april',
    'maj',
    'juni',
    'juli',
    'august',
    'september',
    'oktober',
    'november',
    'december',
  ],
};

export type Spelling = (startMs: number, endMs: number) => string | string[];

/** A file of one series whose stamps are spelled in one or more columns. */
export function stamps(
  name: string,
  truth: readonly TrueInterval[],
  spelling: Spelling,
  more: Partial<TextShape> & { header?: string[] } = {},
): Shape {
  const { header = ['Time'], ...rest } = more;
  const rows = truth.map(({ startMs, endMs, value }) => [
    ...[spelling(startMs, endMs)].flat(),
    value.toFixed(3),
  ]);
  return textShape({
    name,
    axis: 'time format',
    text: table([[...header, 'Energy (kWh)'], ...rows]),
    said: {},
    expected: truth,
    ...rest,
  });
}

const inZone = (
  name: string,
  truth: readonly TrueInterval[],
  pattern: string,
  zone: string,
  more: Partial<TextShape> & { header?: string[] } = {},
): Shape =>
  stamps(name, truth, (startMs) => render(startMs, zone, pattern), { said: { timeZone: zone }, ...more });

const instants: readonly Shape[] = [
  stamps('ISO with Z', autumn, (ms) => new Date(ms).toISOString().replace('.000', '')),
  stamps('ISO with milliseconds and Z', autumn, (ms) => new Date(ms).toISOString()),
  stamps('ISO with Z and without seconds', autumn, (ms) => render(ms, 'UTC', "YYYY-MM-DD'T'HH:mm'Z'")),
  stamps('ISO with the offset of the zone', autumn, (ms) => render(ms, copenhagen, "YYYY-MM-DD'T'HH:mm:ssZ")),
  stamps('ISO with the offset of the zone in spring', spring, (ms) =>
    render(ms, copenhagen, "YYYY-MM-DD'T'HH:mm:ssZ"),
  ),
  stamps('ISO with an offset without colon', autumn, (ms) =>
    render(ms, copenhagen, "YYYY-MM-DD'T'HH:mm:ssZZ"),
  ),
  stamps('a blank before the offset', autumn, (ms) => render(ms, copenhagen, 'YYYY-MM-DD HH:mm:ss Z')),
  stamps('a blank instead of the T before an offset', autumn, (ms) =>
    render(ms, copenhagen, 'YYYY-MM-DD HH:mm:ssZ'),
  ),
  stamps('an offset fixed all year', autumn, (ms) => render(ms, '+10:00', "YYYY-MM-DD'T'HH:mm:ssZ")),
  stamps('offsets of several zones in one column', plain, (ms) =>
    render(ms, ms % (3 * 3_600_000) === 0 ? newYork : copenhagen, "YYYY-MM-DD'T'HH:mm:ssZ"),
  ),
  stamps('the word UTC behind the time', autumn, (ms) => render(ms, 'UTC', "YYYY-MM-DD HH:mm:ss 'UTC'")),
  stamps('Date.toString of JavaScript', autumn, (ms) => jsDate(ms, copenhagen)),
  stamps('epoch seconds', autumn, (ms) => String(ms / 1000)),
  stamps('epoch milliseconds', autumn, String),
  stamps('epoch microseconds', autumn, (ms) => `${ms}000`),
  stamps('epoch nanoseconds', autumn, (ms) => `${ms}000000`),
  stamps('epoch seconds with a fraction', autumn, (ms) => (ms / 1000).toFixed(3)),
  stamps('epoch seconds in scientific notation', plain, (ms) => (ms / 1000).toExponential(9)),
  stamps('epoch seconds under a header that says unix', plain, (ms) => String(ms / 1000), {
    header: ['unix_timestamp'],
  }),
];

const naive: readonly Shape[] = [
  inZone('naive ISO with T', plain, "YYYY-MM-DD'T'HH:mm:ss", copenhagen),
  inZone('naive ISO with a blank', plain, 'YYYY-MM-DD HH:mm:ss', copenhagen),
  inZone('naive ISO without seconds', plain, 'YYYY-MM-DD HH:mm', copenhagen),
  inZone('year/month/day', plain, 'YYYY/MM/DD HH:mm', copenhagen),
  inZone('day.month.year', plain, 'DD.MM.YYYY HH:mm', copenhagen),
  inZone('day.month.year with seconds', plain, 'DD.MM.YYYY HH:mm:ss', copenhagen),
  inZone('day.month.short year', plain, 'DD.MM.YY HH:mm', copenhagen),
  inZone('day-month-year', plain, 'DD-MM-YYYY HH:mm', copenhagen),
  inZone('day/month/year', plain, 'DD/MM/YYYY HH:mm', copenhagen),
  inZone('d/m/yy without leading zeros', plain, 'D/M/YY H:mm', copenhagen),
  inZone('mm/dd/yyyy with AM and PM', american, 'MM/DD/YYYY h:mm A', newYork),
  inZone('m/d/yyyy with seconds, AM and PM', american, 'M/D/YYYY h:mm:ss A', newYork),
  inZone('mm/dd/yyyy in 24 hours', american, 'MM/DD/YYYY HH:mm', newYork),
  inZone('m/d/yy without leading zeros', american, 'M/D/YY H:mm', newYork),
  inZone('yyyymmddhhmm', plain, 'YYYYMMDDHHmm', copenhagen),
  inZone('yyyymmddhhmmss', plain, 'YYYYMMDDHHmmss', copenhagen),
  inZone('yyyymmdd hhmm in one cell', plain, 'YYYYMMDD HHmm', copenhagen),
  inZone('a time with points', plain, 'DD.MM.YYYY HH.mm', copenhagen),
  inZone('a comma between date and time', plain, 'DD.MM.YYYY, HH:mm', copenhagen),
  stamps('UTC said by the header only', autumn, (ms) => render(ms, 'UTC', 'YYYY-MM-DD HH:mm'), {
    header: ['Date/time UTC'],
  }),
  stamps('a fixed offset given by a person', autumn, (ms) => render(ms, '+10:00', 'YYYY-MM-DD HH:mm'), {
    said: { timeZone: '+10:00' },
  }),
];

const doubtful = makeTruth({ ...plainDays, from: '2024-06-04' }, 60, { seed: 55 });

/** Days whose month has another name in each language: October in autumn, March in spring, August, December. */
function named(language: keyof typeof months, from: string, pattern: (month: string) => string): Shape {
  const truth = makeTruth({ ...plainDays, from }, 60, { seed: 56 });
  const spelling = (ms: number): string =>
    render(ms, copenhagen, pattern(months[language][wallAt(ms, copenhagen).month - 1] ?? ''));
  return stamps(`${language} names of months (${spelling(truth[0]?.startMs ?? 0)})`, truth, spelling, {
    said: local,
  });
}

const names: readonly Shape[] = [
  named('English', '2024-10-12', (month) => `D '${month}' YYYY HH:mm`),
  named('English', '2024-05-30', (month) => `DD-'${month}'-YY HH:mm`),
  stamps(
    'English names of months before the day',
    american,
    (ms) => render(ms, newYork, `'${months.English[wallAt(ms, newYork).month - 1] ?? ''}' D, YYYY h:mm A`),
    { said: { timeZone: newYork } },
  ),
  named('German', '2024-12-30', (month) => `DD. '${month}' YYYY HH:mm`),
  named('German', '2024-03-12', (month) => `D. '${month}' YYYY HH:mm`),
  named('French', '2024-08-30', (month) => `D '${month}' YYYY HH:mm`),
  named('French', '2024-02-12', (month) => `D '${month}' YYYY HH:mm`),
  named('Danish', '2024-05-30', (month) => `D. '${month}' YYYY HH:mm`),
  named('Danish', '2024-10-12', (month) => `D. '${month}' YYYY HH:mm`),
];

export const timeFormatShapes: readonly Shape[] = [
  ...instants,
  ...naive,
  inZone('day and month could be either', doubtful, 'DD/MM/YYYY HH:mm', copenhagen, {
    questions: ['mapping/zone-unknown'],
  }),
  ...names,
];

function jsDate(ms: number, zone: string): string {
  const wall = wallAt(ms, zone);
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][wall.dayOfWeek - 1] ?? '';
  const month = months.English[wall.month - 1] ?? '';
  const isSummer = wall.offset === '+02:00';
  return render(
    ms,
    zone,
    `'${weekday} ${month}' DD YYYY HH:mm:ss 'GMT'ZZ '(Central European ${isSummer ? 'Summer' : 'Standard'} Time)'`,
  );
}
