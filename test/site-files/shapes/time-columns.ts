import type { Shape, TextShape } from './shape.ts';
import { stamps } from './time-formats.ts';
import type { Spelling } from './time-formats.ts';
import { autumnDays, copenhagen, makeTruth, newYork, plainAmerican, plainDays, render } from './truth.ts';
import type { Days } from './truth.ts';

const plain = makeTruth(plainDays, 60, { seed: 51 });
/** Around the 13th, so that day and month cannot be taken for each other. */
const american = makeTruth({ ...plainAmerican, count: 3 }, 60, { seed: 52 });
const autumn = makeTruth(autumnDays, 60, { seed: 53 });
const local = { timeZone: copenhagen };
const day = 86_400_000;

const dateTime = ['Date', 'Time'];
const splitAt =
  (zone: string, date: string, time: string): Spelling =>
  (ms) => [render(ms, zone, date), render(ms, zone, time)];

const columns: readonly Shape[] = [
  stamps('date and time in two columns', plain, splitAt(copenhagen, 'DD.MM.YYYY', 'HH:mm'), {
    header: ['Datum', 'Uhrzeit'],
    said: local,
  }),
  stamps('ISO date and time in two columns', plain, splitAt(copenhagen, 'YYYY-MM-DD', 'HH:mm:ss'), {
    header: dateTime,
    said: local,
  }),
  stamps('yyyymmdd and hhmm in two columns', plain, splitAt(copenhagen, 'YYYYMMDD', 'HHmm'), {
    header: dateTime,
    said: local,
  }),
  stamps(
    'hhmm has lost its leading zeros',
    plain,
    (ms) => [render(ms, copenhagen, 'YYYYMMDD'), String(Number(render(ms, copenhagen, 'HHmm')))],
    { header: dateTime, said: local },
  ),
  stamps('date and time with AM and PM in two columns', american, splitAt(newYork, 'M/D/YYYY', 'h:mm A'), {
    header: ['Read Date', 'Read Time'],
    said: { timeZone: newYork },
  }),
  stamps(
    'date, from and to in three columns',
    plain,
    (ms, end) => [
      render(ms, copenhagen, 'DD.MM.YYYY'),
      render(ms, copenhagen, 'HH:mm'),
      render(end, copenhagen, 'HH:mm'),
    ],
    { header: ['Datum', 'Von', 'Bis'], said: local },
  ),
  stamps(
    'start and end in two columns',
    plain,
    (ms, end) => [render(ms, copenhagen, 'DD-MM-YYYY HH:mm'), render(end, copenhagen, 'DD-MM-YYYY HH:mm')],
    { header: ['Fra', 'Til'], said: local },
  ),
  stamps(
    'start and end with offsets in two columns',
    autumn,
    (ms, end) => [
      render(ms, copenhagen, "YYYY-MM-DD'T'HH:mm:ssZ"),
      render(end, copenhagen, "YYYY-MM-DD'T'HH:mm:ssZ"),
    ],
    { header: ['Start', 'End'] },
  ),
  stamps(
    'start date, start time, end date, end time in four columns',
    plain,
    (ms, end) => [
      ...[ms, end].flatMap((each) => [
        render(each, copenhagen, 'YYYY-MM-DD'),
        render(each, copenhagen, 'HH:mm'),
      ]),
    ],
    { header: ['Start date', 'Start time', 'End date', 'End time'], said: local },
  ),
  stamps(
    'start and end in one cell',
    plain,
    (ms, end) =>
      `${render(ms, copenhagen, 'YYYY-MM-DD HH:mm')} to ${render(end, copenhagen, 'YYYY-MM-DD HH:mm')}`,
    { said: local },
  ),
  stamps(
    'a date beside start and end in one cell',
    plain,
    (ms, end) => [
      render(ms, copenhagen, 'YYYY-MM-DD'),
      `${render(ms, copenhagen, 'HH:mm')}-${render(end, copenhagen, 'HH:mm')}`,
    ],
    { header: ['Date', 'Interval'], said: local },
  ),
  stamps(
    'local time and UTC stand side by side',
    autumn,
    (ms) => [render(ms, 'UTC', "YYYY-MM-DD'T'HH:mm:ss'Z'"), render(ms, copenhagen, 'YYYY-MM-DD HH:mm')],
    { header: ['HourUTC', 'HourDK'] },
  ),
];

function ends(
  name: string,
  zone: Days,
  minutes: number,
  spelling: Spelling,
  more: Partial<TextShape> & { header?: string[] } = {},
): Shape {
  return stamps(name, makeTruth(zone, minutes, { seed: 57 }), spelling, {
    axis: 'time label',
    said: local,
    ...more,
  });
}

/** The end of an interval with midnight written as 24:00 of the day before. */
function endOfDay(endMs: number, zone: string, date: string, time = 'HH:mm'): [string, string] {
  const clock = render(endMs, zone, time);
  return clock.startsWith('00:00')
    ? [render(endMs - day / 24, zone, date), clock.replace('00', '24')]
    : [render(endMs, zone, date), clock];
}

const end = { label: 'end' } as const;
const endLabels: readonly Shape[] = [
  ends('ends 00:15 … 24:00 in one column', plainDays, 15, (_, at) =>
    endOfDay(at, copenhagen, 'DD.MM.YYYY').join(' '),
  ),
  ends(
    'ends 00:15 … 24:00 in two columns',
    plainDays,
    15,
    (_, at) => endOfDay(at, copenhagen, 'DD.MM.YYYY'),
    { header: ['Datum', 'Uhrzeit'] },
  ),
  ends('ends 01:00 … 24:00', plainDays, 60, (_, at) => endOfDay(at, copenhagen, 'YYYY-MM-DD').join(' ')),
  ends(
    'ends 00:15 … 00:00 of the next day',
    plainDays,
    15,
    (_, at) => render(at, copenhagen, 'DD.MM.YYYY HH:mm'),
    { said: { ...local, ...end } },
  ),
  ends(
    'ends 00:15 … 00:00 under a header that says end',
    plainDays,
    15,
    (_, at) => render(at, copenhagen, 'DD.MM.YYYY HH:mm'),
    { header: ['Interval end'] },
  ),
  ends('ends with offsets', autumnDays, 15, (_, at) => render(at, copenhagen, "YYYY-MM-DD'T'HH:mmZ"), {
    said: end,
    header: ['Ende'],
  }),
  ends(
    'inclusive ends :14, :29, :44, :59',
    plainDays,
    15,
    (ms, at) => [
      render(ms, copenhagen, 'YYYY-MM-DD'),
      render(ms, copenhagen, 'HH:mm'),
      render(at - 60_000, copenhagen, 'HH:mm'),
    ],
    { header: ['DATE', 'START TIME', 'END TIME'] },
  ),
  ends(
    'inclusive ends :59 of the hour',
    plainDays,
    60,
    (ms, at) => [
      render(ms, copenhagen, 'YYYY-MM-DD HH:mm'),
      render(at - 60_000, copenhagen, 'YYYY-MM-DD HH:mm'),
    ],
    { header: ['Start', 'End'] },
  ),
  ends(
    'inclusive ends :59:59',
    plainDays,
    60,
    (ms, at) => [
      render(ms, copenhagen, 'YYYY-MM-DD HH:mm:ss'),
      render(at - 1000, copenhagen, 'YYYY-MM-DD HH:mm:ss'),
    ],
    { header: ['Start', 'End'] },
  ),
];

export const timeColumnShapes: readonly Shape[] = [...columns, ...endLabels];
