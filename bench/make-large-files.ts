import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import Database from 'better-sqlite3';
import h5wasm from 'h5wasm/node';
import type { Dataset } from 'h5wasm/node';
import { loadHdf5Library } from '../src/engine/sources/hdf5/hdf5-library.ts';

const minuteMs = 60_000;
const rowsAtOnce = 1 << 20;

/** Readings of a minute of one meter: `2024-01-01 00:00,123.456`. Returns how many rows there are. */
export function makeMinuteCsv(path: string, sizeBytes: number): Promise<number> {
  const firstMs = Date.parse('1990-01-01T00:00Z');
  return writeRows(
    path,
    'time,kW\n',
    sizeBytes,
    (row) => `${stamp(firstMs + row * minuteMs)},${valueOf(row)}\n`,
  );
}

const meters = 150;
const firstQuarter = '2020-01-01T00:00Z';

function meterNames(): string[] {
  return Array.from({ length: meters }, (_, place) => `meter_${String(place + 1).padStart(3, '0')}`);
}

/** Readings of a quarter of an hour of 150 meters, time by time. Returns how many rows there are. */
export function makeMetersCsv(path: string, sizeBytes: number): Promise<number> {
  const firstMs = Date.parse(firstQuarter);
  const names = meterNames();
  let time = '';
  return writeRows(path, 'meter,time,kWh\n', sizeBytes, (row) => {
    const meter = row % meters;
    if (meter === 0) time = stamp(firstMs + (row / meters) * 15 * minuteMs);
    return `${names[meter]},${time},${valueOf(row)}\n`;
  });
}

/** A SQLite file with one table of the same readings, so many rows of meter, time and kWh. */
export function makeReadingsDatabase(path: string, rows: number): void {
  const database = new Database(path);
  try {
    database.pragma('synchronous = OFF');
    database.exec('CREATE TABLE readings (meter TEXT NOT NULL, time TEXT NOT NULL, kWh REAL NOT NULL)');
    const insert = database.prepare('INSERT INTO readings (meter, time, kWh) VALUES (?, ?, ?)');
    const firstMs = Date.parse(firstQuarter);
    const names = meterNames();
    database.transaction(() => {
      for (let row = 0; row < rows; row++) {
        const quarter = Math.floor(row / meters);
        insert.run(names[row % meters], stamp(firstMs + quarter * 15 * minuteMs), Number(valueOf(row)));
      }
    })();
  } finally {
    database.close();
  }
}

async function writeRows(
  path: string,
  header: string,
  sizeBytes: number,
  line: (row: number) => string,
): Promise<number> {
  const file = createWriteStream(path);
  file.write(header);
  let written = header.length;
  let rows = 0;
  while (written < sizeBytes) {
    let text = '';
    for (let end = rows + 20_000; rows < end; rows++) text += line(rows);
    written += text.length;
    if (!file.write(text, 'latin1')) await once(file, 'drain');
  }
  await finished(file.end());
  return rows;
}

let lastDay = NaN;
let dayText = '';

function stamp(ms: number): string {
  const day = Math.floor(ms / 86_400_000);
  if (day !== lastDay) {
    lastDay = day;
    dayText = new Date(ms).toISOString().slice(0, 10);
  }
  const minute = (ms - day * 86_400_000) / minuteMs;
  return `${dayText} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** Three digits, a point and three digits, never the same for long. */
function valueOf(row: number): string {
  return `${100 + ((row * 7919) % 900)}.${100 + ((row * 104_729) % 900)}`;
}

/** One (N, 2) dataset of epoch seconds and values, in chunks, written piece by piece. Returns N. */
export async function makeLargeHdf5(path: string, sizeBytes: number): Promise<number> {
  await loadHdf5Library();
  const rows = Math.ceil(sizeBytes / 16 / rowsAtOnce) * rowsAtOnce;
  const file = new h5wasm.File(path, 'w');
  try {
    const cells = new Float64Array(rowsAtOnce * 2);
    fill(cells, 0);
    const options = {
      name: 'power',
      data: cells,
      shape: [rowsAtOnce, 2],
      maxshape: [null, 2],
      chunks: [65_536, 2],
    };
    file.create_dataset(options);
    const dataset = file.get('power') as Dataset;
    dataset.resize([rows, 2]);
    for (let from = rowsAtOnce; from < rows; from += rowsAtOnce) {
      fill(cells, from);
      dataset.write_slice(
        [
          [from, from + rowsAtOnce],
          [0, 2],
        ],
        cells,
      );
    }
  } finally {
    file.close();
  }
  return rows;
}

function fill(cells: Float64Array, from: number): void {
  const firstSeconds = 1_000_000_000;
  for (let row = 0; row < rowsAtOnce; row++) {
    cells[row * 2] = firstSeconds + (from + row);
    cells[row * 2 + 1] = 100 + (((from + row) * 7919) % 900);
  }
}
