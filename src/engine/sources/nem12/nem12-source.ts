import { statSync } from 'node:fs';
import { AppError } from '../../../contract/app-error.ts';
import { qualityCodes } from '../../../domain/quality-code.ts';
import type { QualityCode } from '../../../domain/quality-code.ts';
import type { RawReadings } from '../../../domain/raw-readings.ts';
import { describeFileTrouble } from '../file-trouble.ts';
import type { IgnoredRow } from '../source.ts';
import { valueState } from './day-store.ts';
import { nameChannels } from './nem12-channel.ts';
import type { Nem12Channel } from './nem12-channel.ts';
import { judgeNem12 } from './judge-nem12.ts';
import type { Nem12Problem } from './problem-tally.ts';
import { Nem12Scan } from './scan-nem12.ts';
import type { RejectedCell } from './scan-listener.ts';

/** Market time: Australian Eastern Standard Time all year round, whatever the state (MDFF, 2.2). */
export const marketTime = '+10:00';

export interface Nem12Options {
  /** The zone of the file's days instead of market time: `+08:00` or an IANA name. */
  readonly zone?: string;
}

/** A NEM12 file that has been read: its channels and what became of every row. */
export interface Nem12Source {
  readonly kind: 'nem12';
  readonly path: string;
  /** The zone of the wall times of all readings. */
  readonly zone: string;
  /** In file order. */
  readonly channels: readonly Nem12Channel[];
  /** Records and single values that cannot become readings; `rejects` names each. */
  readonly rejectedRows: number;
  /** Lines that are no records of NEM12; `rejects` names them, too. */
  readonly ignoredRows: number;
  readonly problems: readonly Nem12Problem[];
  /**
   * The readings of one channel in file order, on the wall clock of `zone`. A value that the file says is
   * missing is NaN; quality A is GOOD, S, F, E and what is unclear are ESTIMATED.
   */
  readings(channel: Nem12Channel): RawReadings;
  /**
   * Goes through the file once more and names every rejected cell and ignored line in file order.
   *
   * @throws AppError source/unreadable
   */
  rejects(onRejected: (cell: RejectedCell) => void, onIgnored?: (row: IgnoredRow) => void): void;
  close(): void;
}

/**
 * Reads a NEM12 file in one pass. The text is never held; the values are, nine bytes each.
 *
 * @throws AppError source/unreadable (it cannot be read, or has no NEM12 record), source/unsupported (NEM13)
 */
export function openNem12Source(path: string, options: Nem12Options = {}): Nem12Source {
  const scan = new Nem12Scan(null);
  readGuarded(scan, path);
  const channels = nameChannels(scan.channels);
  // A channel that has crossed a border between threads is known by its key.
  const places = new Map(channels.map((channel, place) => [channel.key, place]));
  const ownPlaces = new Map(channels.map((channel, place) => [channel, place]));
  const zone = options.zone ?? marketTime;
  return {
    kind: 'nem12',
    path,
    zone,
    channels,
    rejectedRows: scan.rejected,
    ignoredRows: scan.ignored,
    problems: judgeNem12(scan, channels, zone),
    readings: (channel) => takeReadings(scan, ownPlaces.get(channel) ?? places.get(channel.key), path),
    rejects(onRejected, onIgnored = () => {}) {
      if (scan.rejected + scan.ignored > 0) readGuarded(new Nem12Scan({ onRejected, onIgnored }), path);
    },
    close() {
      scan.channels.length = 0;
    },
  };
}

function readGuarded(scan: Nem12Scan, path: string): void {
  const context = { path };
  try {
    if (!statSync(path).isFile()) throw new Error('it is no file');
    scan.read(path);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('source/unreadable', describeFileTrouble(path, cause), { context, cause });
  }
  if (scan.channels.length > 0) return;
  if (scan.accumulations > 0) {
    const message = `${path} is a NEM13 file: it has the state of each register at the days of reading, no intervals. Ask for the interval data of the meter in the format NEM12.`;
    throw new AppError('source/unsupported', message, { context });
  }
  if (statSync(path).size === 0) {
    throw new AppError('source/unreadable', `${path} is an empty file.`, { context });
  }
  const message = `${path} has no NEM12 channel: no 200 record names a meter and its interval length.`;
  throw new AppError('source/unreadable', message, { context });
}

const codeOf = (code: QualityCode): number => qualityCodes.indexOf(code);
/** The quality of each state of a value, as a place in `qualityCodes`. */
const codes = Uint8Array.of(codeOf('GOOD'), codeOf('ESTIMATED'), codeOf('GOOD'), codeOf('ESTIMATED'));

function takeReadings(scan: Nem12Scan, place: number | undefined, path: string): RawReadings {
  const channel = place === undefined ? undefined : scan.channels[place];
  if (channel === undefined) {
    const message = `${path} has no such channel, or is closed.`;
    throw new AppError('source/dataset-unreadable', message, { context: { path } });
  }
  const { store, unreadable, heading } = channel;
  const count = store.days * store.perDay - unreadable;
  const stampMs = new Float64Array(count);
  const endMs = new Float64Array(count);
  const values = new Float64Array(count);
  const quality = new Uint8Array(count);
  const rows = new Float64Array(count);
  const lengthMs = heading.minutes * 60_000;
  let to = 0;
  for (let from = 0; from < store.days * store.perDay; from++) {
    const state = store.states[from] ?? 0;
    if (state === valueState.unreadable) continue;
    const day = Math.floor(from / store.perDay);
    const startMs = (store.dayMs[day] ?? 0) + (from % store.perDay) * lengthMs;
    stampMs[to] = startMs;
    endMs[to] = startMs + lengthMs;
    values[to] = state === valueState.absent ? NaN : (store.values[from] ?? NaN);
    quality[to] = codes[state] ?? 0;
    rows[to++] = store.rows[day] ?? 0;
  }
  return { clock: 'wall', stampMs, endMs, values, quality, rows, marks: null };
}
