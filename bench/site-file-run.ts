import { peakMemoryBytes } from './peak-memory.mjs';
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { mapSource } from '../src/engine/mapping/apply/map-source.ts';
import { proposeMapping } from '../src/engine/mapping/detect/propose-mapping.ts';
import { openCsvSource } from '../src/engine/sources/csv/csv-source.ts';

interface SiteFileOrders {
  readonly file: string;
  readonly folder: string;
}

/**
 * Reads a CSV whole, in a process of its own: through the mapper as the reader's thread does, then its text with
 * papaparse alone, piece by piece. The file and a folder come as JSON in the first argument,
 * figures leave as JSON.
 */
const { file, folder } = JSON.parse(process.argv[2] ?? '{}') as SiteFileOrders;
const mapped = readMapped();
process.stdout.write(`${JSON.stringify({ ...mapped, papaparse: readWithPapaparse(mapped.rows) })}\n`);

function readMapped(): { rows: number; rowsPerSecond: number; rowsPerCpuSecond: number; peakBytes: number } {
  const source = openCsvSource(file);
  const { mapping } = proposeMapping(source, {});
  const startedAtMs = performance.now();
  const before = process.cpuUsage();
  const reading = mapSource(source, mapping, { folder });
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedAtMs) / 1000;
  const { rows } = reading;
  reading.close();
  source.close();
  return {
    rows,
    rowsPerSecond: rows / seconds,
    rowsPerCpuSecond: rows / ((user + system) / 1e6),
    peakBytes: peakMemoryBytes(),
  };
}

/** Rows a second of papaparse on the first 100 MB of the text, in pieces as large as the source's. */
function readWithPapaparse(rows: number): number {
  const pieceLength = 1 << 18;
  const text = readFileSync(file).subarray(0, 100_000_000).toString('latin1');
  const startedAtMs = performance.now();
  let parsed = 0;
  for (let from = 0; from < text.length && parsed < rows; from += pieceLength) {
    parsed += Papa.parse(text.slice(from, from + pieceLength), { delimiter: ',', newline: '\n' }).data.length;
  }
  return parsed / ((performance.now() - startedAtMs) / 1000);
}
