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
    this.readNumber = (value) => withinCalendar(readNumber(value));
  }

  read(text: string): number {
    const bare = text.trim().replace(/^["']|["']$/g, '');
    return bare === '' ? Number.NaN : this.readNumber(Number(bare.replace(',', '.')));
  }
}

/** The years 1 to 9999: what lies beyond, and infinity with it, is no time that anybody meant. */
function withinCalendar(ms: number): number {
  return ms >= firstMs && ms <= lastMs ? ms : Number.NaN;
}

const firstMs = Date.parse('0001-01-01T00:00:00Z');
const lastMs = Date.parse('9999-12-31T23:59:59Z');

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
