import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import h5wasm from 'h5wasm/node';
import type { Interval } from '../../../src/domain/interval.ts';
import { loadHdf5Library } from '../../../src/engine/sources/hdf5/hdf5-library.ts';

/** A file and what should come of it. */
export interface WrittenSource {
  readonly path: string;
  readonly intervals: readonly Interval[];
}

const hourMs = 3_600_000;
const quarterMs = hourMs / 4;

/** Three days of quarters around the end of summer time in Copenhagen, 2025-10-26, when 02:00 to 02:59 comes twice. */
export async function writeAutumnCsv(folder: string): Promise<WrittenSource> {
  const firstMs = Date.UTC(2025, 9, 24, 22);
  const intervals = intervalsFrom(firstMs, (3 * 24 + 1) * 4, quarterMs);
  const rows = intervals.map(({ startMs, value }) => `${copenhagen(startMs)};${spellDanish(value)}`);
  const path = join(folder, 'fjernvarme.csv');
  await writeFile(path, `Tidspunkt;Forbrug [kWh]\n${rows.join('\n')}\n`);
  return { path, intervals };
}

/** A year's first weeks of hours, with the times in one dataset and the values in another. */
export async function writeSeparateHdf5(folder: string): Promise<WrittenSource> {
  const intervals = intervalsFrom(Date.UTC(2025, 0, 1), 24 * 30, hourMs);
  const path = join(folder, 'transformer.h5');
  await loadHdf5Library();
  const file = new h5wasm.File(path, 'w');
  try {
    const seconds = BigInt64Array.from(intervals, ({ startMs }) => BigInt(startMs / 1000));
    file.create_dataset({ name: 'time', data: seconds });
    file.create_dataset({ name: 'power', data: Float64Array.from(intervals, ({ value }) => value) });
  } finally {
    file.close();
  }
  return { path, intervals };
}

/** Hours whose times say that they are UTC; the value of one row is no number. */
export async function writeSpoiltCsv(
  folder: string,
  hours: number,
  spoiltRow: number,
): Promise<WrittenSource> {
  const intervals = intervalsFrom(Date.UTC(2025, 1, 1), hours, hourMs);
  const rows = intervals.map(({ startMs, value }, place) => {
    // The first line of the file is its header.
    const text = place + 2 === spoiltRow ? 'sensor fault' : String(value);
    return `${new Date(startMs).toISOString()},${text}`;
  });
  const path = join(folder, 'pump.csv');
  await writeFile(path, `time,energy kWh\n${rows.join('\n')}\n`);
  return { path, intervals: intervals.filter((_, place) => place + 2 !== spoiltRow) };
}

function intervalsFrom(firstMs: number, count: number, lengthMs: number): Interval[] {
  return Array.from({ length: count }, (_, place) => ({
    startMs: firstMs + place * lengthMs,
    endMs: firstMs + (place + 1) * lengthMs,
    value: Math.round(1000 * (12 + 4 * Math.sin(place / 7))) / 1000,
    quality: 'GOOD',
  }));
}

/** As a Danish meter export has it, without the offset: `26-10-2025 02:15`. */
function copenhagen(atMs: number): string {
  const summerEndsMs = Date.UTC(2025, 9, 26, 1);
  const wall = new Date(atMs + (atMs < summerEndsMs ? 2 : 1) * hourMs).toISOString();
  const [, year, month, day, clock] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+)/.exec(wall) ?? [];
  return `${day}-${month}-${year} ${clock}`;
}

function spellDanish(value: number): string {
  return value.toFixed(3).replace('.', ',');
}
