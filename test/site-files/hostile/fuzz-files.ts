import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { gzipSync } from 'node:zlib';
import { writeMeterFile } from '../../../src/engine/sources/hdf5/write-meter-file.ts';

/** A small good file to be spoiled. */
export interface GoodFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const rows = 60;

function wall(row: number, minutes = 15): string {
  return new Date(Date.UTC(2024, 2, 30, 20) + row * minutes * 60_000)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ');
}

function lines(line: (row: number) => string, count = rows): string {
  return Array.from({ length: count }, (_, row) => line(row)).join('\n');
}

function dotted(row: number): string {
  const [date = '', time = ''] = wall(row).split(' ');
  return `${date.split('-').reverse().join('.')} ${time}`;
}

const slots = Array.from({ length: 96 }, (_, slot) => wall(slot + 16).slice(11));
const nem12 = [
  '100,NEM12,202404010000,MDP,RET',
  '200,NMI0000001,E1,1,E1,N1,METER1,kWh,30,',
  ...Array.from(
    { length: 4 },
    (_, day) =>
      `300,2024040${day + 1},${Array.from({ length: 48 }, (__, slot) => slot / 10).join(',')},A,,,20240406000000,`,
  ),
  '900',
].join('\r\n');

/** Texts by name: one of each shape that readings come in. */
const texts: Readonly<Record<string, string>> = {
  'long.csv': `time,kWh\n${lines((row) => `${wall(row)},${row / 4}`)}\n`,
  'comma.csv': `\ufeffZeit;Wert [kWh];Status\r\n${lines((row) => `${dotted(row)};${String(row / 4).replace('.', ',')};A`)}\r\n`,
  'meters.csv': `meter,time,value,unit\n${lines((row) => `0${row % 3},${wall(Math.floor(row / 3))},${row},kWh`, 3 * rows)}`,
  'wide.csv': `time,north,south,east\n${lines((row) => `${wall(row)},${row},${row * 2},${row * 3}`)}`,
  'days.csv': `date,${slots.join(',')}\n${lines((row) => `${wall(row, 1440).slice(0, 10)},${slots.map((_, slot) => slot).join(',')}`, 5)}`,
  'register.csv': `stamp|kWh delivered|kWh received\n${lines((row) => `${wall(row)}|${1000 + row * 3}|${500 + row}`)}`,
  'start-end.csv': `start,end,kW\n${lines((row) => `${wall(row)}:00+01:00,${wall(row + 1)}:00+01:00,${row}`)}`,
  'epochs.csv': `ts,W\n${lines((row) => `${1_711_800_000 + row * 900},${row * 100}`)}`,
  'split.csv': `Date,Time,Usage\n${lines((row) => `${wall(row).replace(' ', ',')},"${row}.5"`)}`,
  'preamble.csv': `Report\nSite: 12 High St\n\nDate\tkWh\n${lines((row) => `${wall(row)}\t${row}`)}\n\nTotal\t1770\n`,
  'sections.csv': ['A', 'B']
    .map((site) => `Site ${site}\ntime,kWh\n${lines((row) => `${wall(row)},${row}`)}\n`)
    .join('\n'),
  'headless.csv': lines((row) => `${wall(row)};${row}`),
  'quoted.csv': `"time","value, kWh"\n${lines((row) => `"${wall(row)}","1,${String(row).padStart(3, '0')}.5"`)}`,
  'nem12.csv': nem12,
  'statuses.csv': `t,v,q\n${lines((row) => `${wall(row)},${row % 9 === 0 ? 'NaN' : row},${row % 5 === 0 ? 'Estimated' : 'Actual'}`)}`,
};

/** Small good files of all kinds; binary ones are made in `folder`. */
export async function goodFiles(folder: string): Promise<readonly GoodFile[]> {
  const files = Object.entries(texts).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  const long = texts['long.csv'] ?? '';
  files.push({ name: 'utf16.csv', bytes: Buffer.from(`\ufeff${long}`, 'utf16le') });
  files.push({
    name: 'latin1.csv',
    bytes: Buffer.from(
      `Zähler;Uhrzeit;Verbrauch kWh\n${lines((row) => `Größe;${wall(row)};${row}`)}`,
      'latin1',
    ),
  });
  files.push({ name: 'packed.csv.gz', bytes: gzipSync(long) });
  files.push({ name: 'readings.db', bytes: database(path.join(folder, 'good.db')) });
  files.push({ name: 'readings.h5', bytes: await meterFile(path.join(folder, 'good.h5')) });
  return files;
}

function database(file: string): Buffer<ArrayBuffer> {
  const open = new Database(file);
  open.exec('CREATE TABLE readings (meter TEXT, time TEXT, kWh REAL)');
  const insert = open.prepare('INSERT INTO readings VALUES (?, ?, ?)');
  for (let row = 0; row < rows; row++) insert.run(`m${row % 2}`, `${wall(Math.floor(row / 2))}:00Z`, row);
  open.close();
  return readFileSync(file);
}

async function meterFile(file: string): Promise<Buffer<ArrayBuffer>> {
  const stamps = Float64Array.from({ length: rows }, (_, row) => 1_711_800_000 + row * 3600);
  const series = {
    component: 'load_0',
    stamps,
    values: stamps.map((_, row) => row),
    storedAs: 'float64',
    gzip: false,
  } as const;
  await writeMeterFile(file, [{ meterId: 'meter_707000000000000001', company: 'Any', series: [series] }]);
  return readFileSync(file);
}
