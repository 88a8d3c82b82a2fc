// Preloaded into a program: writes the peak of its resident memory, in bytes, into METERHAUL_PEAK_FILE at its end.
// Plain JavaScript, since Node's own type stripping would take memory of the program that is measured.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env['METERHAUL_PEAK_FILE'];
if (isMainThread && file !== undefined) {
  process.once('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS * 1024)));
}
