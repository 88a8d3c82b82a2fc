import { strToU8, zipSync } from 'fflate';
import type { DiagnosticsPart } from '../../../contract/settings-shapes.ts';

/** A zip with each part as one file. */
export function bundleOf(parts: readonly DiagnosticsPart[]): Uint8Array {
  return zipSync(Object.fromEntries(parts.map(({ name, text }) => [name, strToU8(text)])), { level: 6 });
}

/** meterhaul-diagnostics-20261121-1405.zip, in the person's own time. */
export function bundleName(now: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const date = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `meterhaul-diagnostics-${date}-${two(now.getHours())}${two(now.getMinutes())}.zip`;
}
