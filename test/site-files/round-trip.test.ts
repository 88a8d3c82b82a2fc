import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineInput } from '../../src/contract/engine-api.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import { startBareEngine } from './bare-engine.ts';
import type { BareEngine } from './bare-engine.ts';

let bare: BareEngine;
let engine: Engine;
let folder: string;
beforeAll(async () => {
  bare = await startBareEngine('round-trip');
  ({ engine, folder } = bare);
});
afterAll(() => bare.close());

const zones = Intl.supportedValuesOf('timeZone');
const minuteMs = 60_000;

type Zoned = Temporal.ZonedDateTime;

const two = (value: number): string => String(value).padStart(2, '0');
const clock = (at: Zoned): string => `${two(at.hour)}:${two(at.minute)}`;

/** How a stamp is written. Those that say their offset need no zone from a person. */
const stampForms: Readonly<Record<string, (at: Zoned) => string>> = {
  'ISO in UTC': (at) => at.toInstant().toString(),
  'ISO with its offset': (at) => `${at.toPlainDateTime().toString({ smallestUnit: 'minute' })}${at.offset}`,
  'ISO on the wall': (at) => at.toPlainDateTime().toString({ smallestUnit: 'second' }),
  'day.month.year': (at) => `${two(at.day)}.${two(at.month)}.${at.year} ${clock(at)}`,
  'year/month/day': (at) => `${at.year}/${two(at.month)}/${two(at.day)} ${clock(at)}`,
  'digits only': (at) => `${at.year}${two(at.month)}${two(at.day)}${two(at.hour)}${two(at.minute)}`,
  'epoch seconds': (at) => String(at.epochMilliseconds / 1000),
  'epoch milliseconds': (at) => String(at.epochMilliseconds),
};
const ownZone = ['ISO in UTC', 'ISO with its offset', 'epoch seconds', 'epoch milliseconds'];

interface Drawn {
  readonly zone: string;
  readonly form: string;
  readonly label: 'start' | 'end';
  readonly minutes: number;
  readonly nearChangeover: boolean;
  readonly month: number;
  readonly layout: 'long' | 'long by meter' | 'wide by meter';
  readonly newestFirst: boolean;
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  readonly lineEnd: string;
  readonly encoding: 'utf8' | 'utf8-bom' | 'utf16le-bom';
  readonly gzip: boolean;
  readonly preamble: number;
  readonly values: readonly number[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  zone: fc.constantFrom(...zones),
  form: fc.constantFrom(...Object.keys(stampForms)),
  label: fc.constantFrom('start', 'end'),
  minutes: fc.constantFrom(5, 15, 30, 60),
  nearChangeover: fc.boolean(),
  month: fc.integer({ min: 1, max: 12 }),
  layout: fc.constantFrom('long', 'long by meter', 'wide by meter'),
  newestFirst: fc.boolean(),
  delimiter: fc.constantFrom(';', '\t', '|', ','),
  decimal: fc.constantFrom('.', ','),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'utf8-bom', 'utf16le-bom'),
  gzip: fc.boolean(),
  preamble: fc.integer({ min: 0, max: 4 }),
  values: fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 40, maxLength: 40 }),
});

/** The first instant of a day of the zone: one with a changeover where there is one and it is wanted. */
function firstInstant({ zone, nearChangeover, month }: Drawn): number {
  const day = Temporal.PlainDate.from({ year: 2024, month, day: 14 }).toZonedDateTime(zone);
  const change = nearChangeover ? day.getTimeZoneTransition('next') : null;
  const isSoon = change !== null && change.epochMilliseconds < Date.UTC(2026, 0, 1);
  return (isSoon ? change.subtract({ hours: 10 }) : day).startOfDay().epochMilliseconds;
}

interface Truth {
  readonly startMs: number;
  readonly values: readonly number[];
}

/** Two days of readings of two meters, on the grid of the interval. */
function truthOf(draw: Drawn): Truth[] {
  const stepMs = draw.minutes * minuteMs;
  const first = Math.ceil(firstInstant(draw) / stepMs) * stepMs;
  const count = Math.round((2 * 24 * 60) / draw.minutes);
  return Array.from({ length: count }, (_, row) => {
    const value = (draw.values[row % draw.values.length] ?? 0) + (row % 7);
    return { startMs: first + row * stepMs, values: [value / 1000, ((value * 31) % 100_000) / 1000] };
  });
}

function render(draw: Drawn, truth: readonly Truth[]): string {
  const { decimal, delimiter, layout, minutes, zone } = draw;
  const number = (value: number): string => value.toFixed(3).replace('.', decimal);
  const stamp = (startMs: number): string => {
    const atMs = draw.label === 'end' ? startMs + minutes * minuteMs : startMs;
    const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
    return stampForms[draw.form]?.(at) ?? '';
  };
  const ordered = draw.newestFirst ? truth.toReversed() : truth;
  const label = draw.label === 'end' ? 'Interval end' : 'Interval start';
  const rows =
    layout === 'long by meter'
      ? ordered.flatMap(({ startMs, values }) =>
          values.map((value, meter) => [`00${7100 + meter}`, stamp(startMs), number(value)]),
        )
      : ordered.map(({ startMs, values }) => [
          stamp(startMs),
          ...(layout === 'long' ? values.slice(0, 1) : values).map(number),
        ]);
  const header = {
    long: [label, 'Energy kWh'],
    'long by meter': ['Meter id', label, 'Energy kWh'],
    'wide by meter': [label, 'House kWh', 'Barn kWh'],
  }[layout];
  const preamble = Array.from({ length: draw.preamble }, (_, line) => [
    `Readings of the site, line ${line + 1}`,
  ]);
  const lines = [...preamble, header, ...rows].map((cells) =>
    cells.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter),
  );
  return lines.map((line) => line + draw.lineEnd).join('');
}

function encode(text: string, { encoding, gzip }: Drawn): Buffer {
  const bytes =
    encoding === 'utf16le-bom'
      ? Buffer.from(`\uFEFF${text}`, 'utf16le')
      : Buffer.from(encoding === 'utf8-bom' ? `\uFEFF${text}` : text, 'utf8');
  return gzip ? gzipSync(bytes) : bytes;
}

async function readBack(draw: Drawn, file: string) {
  const mapping: EngineInput<'previewFiles'>['mapping'] = {
    timeZone: ownZone.includes(draw.form) ? null : draw.zone,
    answers: { kind: 'interval' },
  };
  return engine.api.previewFiles({ files: [file], mapping, limit: 100_000, extent: 'all' });
}

describe('a series of any zone in any spelling', () => {
  it('reads back to the same intervals', async () => {
    let files = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async (draw) => {
        const truth = truthOf(draw);
        const file = path.join(folder, `${++files}.csv`);
        await writeFile(file, encode(render(draw, truth), draw));
        const { intervals, series, questions } = await readBack(draw, file);
        await rm(file);
        expect(questions).toEqual([]);
        const meters = draw.layout === 'long' ? 1 : 2;
        expect(series).toHaveLength(meters);
        for (const [meter, { load }] of series.entries()) {
          const found = intervals.filter((each) => each.load === load);
          expect(found.map(({ start, end, value }) => [Date.parse(start), Date.parse(end), value])).toEqual(
            truth.map(({ startMs, values }) => [startMs, startMs + draw.minutes * minuteMs, values[meter]]),
          );
        }
      }),
      {
        numRuns: Number(process.env['ROUND_TRIPS'] ?? 150),
      },
    );
  });
});
