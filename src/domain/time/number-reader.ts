import { wallMark } from '../raw-readings.ts';
import type { StampReader } from './stamp-reader.ts';

/** Cells that count time since a fixed moment: epochs, and the days of spreadsheets. */
export class NumberReader implements StampReader {
  readonly isInstant: boolean;
  readonly clockOfLast: 'instant' | 'wall';
  readonly mark: number = wallMark.none;
  readonly endMs = Number.NaN;
  readonly readNumber: (value: number) => number;

  constructor(isInstant: boolean, readNumber: (value: number) => number) {
    this.isInstant = isInstant;
    this.clockOfLast = isInstant ? 'instant' : 'wall';
    this.readNumber = readNumber;
  }

  read(text: string): number {
    const bare = text.trim().replace(/^["']|["']$/g, '');
    return bare === '' ? Number.NaN : this.readNumber(Number(bare.replace(',', '.')));
  }
}

/** An epoch of the given ticks a millisecond; floats keep whole milliseconds. */
export function epochReader(ticksPerMs: number): NumberReader {
  return new NumberReader(true, (value) => Math.round(value / ticksPerMs));
}

/**
 * Serial days of spreadsheets: 25569 is 1970-01-01 (Microsoft's 1900 date system). A day is no exact fraction
 * of a float, so times are put on whole seconds.
 */
export function serialDayReader(): NumberReader {
  return new NumberReader(false, (value) => Math.round((value - 25_569) * 86_400) * 1000);
}
