// Preloaded into a program: writes the peak of its resident memory, in bytes, into METERHAUL_PEAK_FILE at its end.
// Plain JavaScript: Node's type stripper would be measured with the program.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { peakMemoryBytes } from './peak-memory.mjs';

const file = process.env['METERHAUL_PEAK_FILE'];
if (isMainThread && file !== undefined) {
  process.once('exit', () => writeFileSync(file, String(peakMemoryBytes())));
}
