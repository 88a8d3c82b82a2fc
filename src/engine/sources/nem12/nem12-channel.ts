import type { ReadingKind } from '../../../domain/reading-kind.ts';
import type { Unit } from '../../../domain/unit.ts';
import type { DayStore } from './day-store.ts';
import { directionOf, unitOf } from './nem12-words.ts';
import type { FlowDirection } from './nem12-words.ts';

/** One data stream of one NMI with one interval length and unit. */
export interface Nem12Channel {
  /** `NMI / suffix`, with the length or the unit behind it where the file has several. */
  readonly key: string;
  readonly nmi: string;
  readonly suffix: string;
  /** Several, joined with a comma, when the register or the meter was exchanged. */
  readonly registerId: string;
  readonly serial: string;
  readonly unit: Unit | null;
  /** As the file has it. */
  readonly unitText: string;
  readonly kind: ReadingKind | null;
  readonly intervalMs: number;
  readonly direction: FlowDirection | null;
  /** 300 records, that is days, whose values are read. */
  readonly days: number;
  /** Readings: values of these days, those that the file says are missing included, rejected ones not. */
  readonly rows: number;
  /** Records and single values of it that cannot become readings. */
  readonly rejectedRows: number;
}

/** What a 200 record says. */
export interface StreamHeading {
  readonly nmi: string;
  readonly suffix: string;
  readonly registerId: string;
  readonly serial: string;
  readonly unitText: string;
  readonly minutes: number;
}

/** A channel while the file is read. */
export interface OpenChannel {
  readonly heading: StreamHeading;
  readonly store: DayStore;
  readonly registerIds: string[];
  readonly serials: string[];
  /** Cells that are no number. */
  unreadable: number;
  /** Those, and records that could not be read as a whole. */
  rejected: number;
  /** The row of the 200 record that came first. */
  readonly row: number;
}

const minuteMs = 60_000;

/** Names of the same NMI and suffix are told apart by what differs between them. */
export function nameChannels(opened: readonly OpenChannel[]): Nem12Channel[] {
  const alike = Map.groupBy(opened, ({ heading }) => plainKey(heading));
  const differences = new Map(Array.from(alike, ([key, group]) => [key, differencesIn(group)]));
  return opened.map((channel) => {
    const key = plainKey(channel.heading);
    return finishChannel(channel, key + suffixFor(channel.heading, differences.get(key)));
  });
}

/** Which parts of the headings are not the same in all of them. */
function differencesIn(group: readonly OpenChannel[]): { minutes: boolean; units: boolean } {
  const first = group[0]?.heading;
  return {
    minutes: group.some(({ heading }) => heading.minutes !== first?.minutes),
    units: group.some(({ heading }) => heading.unitText.toUpperCase() !== first?.unitText.toUpperCase()),
  };
}

function suffixFor(
  heading: StreamHeading,
  differences: { minutes: boolean; units: boolean } | undefined,
): string {
  const parts: string[] = [];
  if (differences?.minutes === true) parts.push(`${heading.minutes} min`);
  if (differences?.units === true) parts.push(heading.unitText === '' ? 'no unit' : heading.unitText);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** `NMI / suffix`. */
export function plainKey(heading: StreamHeading): string {
  const nmi = heading.nmi === '' ? '(no NMI)' : heading.nmi;
  return `${nmi} / ${heading.suffix === '' ? '(no suffix)' : heading.suffix}`;
}

function finishChannel({ heading, store, ...channel }: OpenChannel, key: string): Nem12Channel {
  return {
    key,
    nmi: heading.nmi,
    suffix: heading.suffix,
    registerId: channel.registerIds.join(', '),
    serial: channel.serials.join(', '),
    ...unitOf(heading.unitText),
    unitText: heading.unitText,
    intervalMs: heading.minutes * minuteMs,
    direction: directionOf(heading.suffix),
    days: store.days,
    rows: store.days * store.perDay - channel.unreadable,
    rejectedRows: channel.rejected,
  };
}
