import type { Nem12Channel } from './nem12-channel.ts';
import { plainKey } from './nem12-channel.ts';
import { ownTimeOf, ownTimeOfParticipant } from './nem12-words.ts';
import type { Nem12Problem } from './problem-tally.ts';
import type { Nem12Scan } from './scan-nem12.ts';

const mostOfAKind = 50;

/**
 * What a person should know about a file that has been read, besides its rejected rows: days that occur more than
 * once, units that are not known, NMIs whose own time is not market time, and qualities that are not clear.
 *
 * @param zone the zone that the wall times will be read in
 */
export function judgeNem12(
  scan: Nem12Scan,
  channels: readonly Nem12Channel[],
  zone: string,
): readonly Nem12Problem[] {
  return [
    ...judgeZone(scan, channels, zone),
    ...limit(judgeUnits(scan, channels)),
    ...limit(judgeDays(scan, channels)),
    ...limit(judgeSplits(scan)),
    ...limit(judgeNmis(scan, channels)),
    ...scan.problems.list(),
  ];
}

function limit(problems: readonly Nem12Problem[]): readonly Nem12Problem[] {
  const more = problems.length - mostOfAKind;
  const first = problems[0];
  if (more <= 0 || first === undefined) return problems;
  const text = `${more} more channels have a problem of this kind.`;
  return [...problems.slice(0, mostOfAKind), { code: first.code, text, row: null }];
}

function judgeZone(scan: Nem12Scan, channels: readonly Nem12Channel[], zone: string): Nem12Problem[] {
  const own =
    channels.map((channel) => ownTimeOf(channel.nmi)).find((found) => found !== null) ??
    Array.from(scan.participants, ownTimeOfParticipant).find((found) => found !== null);
  if (own === undefined || zone !== '+10:00') return [];
  const text = `The meters stand in ${own.place}, whose own time is ${own.offset}, and NEM12 is in market time, +10:00, by its specification. Compare the readings with a known day; give --tz ${own.offset} if the file is in local time.`;
  return [{ code: 'zone-doubtful', text, row: null }];
}

function judgeUnits(scan: Nem12Scan, channels: readonly Nem12Channel[]): Nem12Problem[] {
  return channels.flatMap((channel, place): Nem12Problem[] => {
    const row = scan.channels[place]?.row ?? null;
    if (channel.days === 0) return [{ code: 'no-readings', text: `${channel.key} has no readings.`, row }];
    if (channel.unit !== null) return [];
    const what =
      channel.unitText === ''
        ? 'names no unit'
        : `has the unit ${channel.unitText}, in which nothing is sent`;
    return [{ code: 'unit-unknown', text: `${channel.key} ${what}.`, row }];
  });
}

function judgeDays(scan: Nem12Scan, channels: readonly Nem12Channel[]): Nem12Problem[] {
  return channels.flatMap((channel, place): Nem12Problem[] => {
    const found = scan.channels[place]?.store.repeatedDays();
    if (found == null) return [];
    const { count, first, second, dayMs } = found;
    const day = new Date(dayMs).toISOString().slice(0, 10);
    const days = count === 1 ? 'A day stands' : `${count} days stand`;
    const text = `${days} more than once in ${channel.key} (${day} in rows ${first} and ${second}): equal readings count as duplicates, different ones as conflicts. A later file replaces an earlier one by the specification, so keeping the last is the usual answer.`;
    return [{ code: 'day-repeated', text, row: second }];
  });
}

/** A stream with several lengths or units has become several channels. */
function judgeSplits(scan: Nem12Scan): Nem12Problem[] {
  const groups = Map.groupBy(scan.channels, ({ heading }) => plainKey(heading));
  return Array.from(groups).flatMap(([key, group]): Nem12Problem[] => {
    if (group.length < 2) return [];
    const text = `${key} has several interval lengths or units; each is a channel of its own.`;
    return [{ code: 'channel-split', text, row: group[1]?.row ?? null }];
  });
}

/** A spreadsheet program turns an NMI of ten digits into `4.1E+09`. */
function judgeNmis(scan: Nem12Scan, channels: readonly Nem12Channel[]): Nem12Problem[] {
  return channels.flatMap((channel, place): Nem12Problem[] => {
    if (!/^\d(\.\d+)?E\+\d+$/i.test(channel.nmi)) return [];
    const text = `The NMI ${channel.nmi} was shortened by a spreadsheet program; ask for the file as it was made.`;
    return [{ code: 'nmi-doubtful', text, row: scan.channels[place]?.row ?? null }];
  });
}
