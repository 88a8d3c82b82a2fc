import { writeFileSync } from 'node:fs';

/** One channel to write: its 200 record and its days. */
export interface WrittenChannel {
  readonly nmi?: string;
  readonly suffix?: string;
  readonly unit?: string;
  /** The text of the interval length. */
  readonly minutes: string;
  readonly days: readonly WrittenDay[];
}

export interface WrittenDay {
  /** YYYYMMDD. */
  readonly date: string;
  readonly values: readonly (number | string)[];
  readonly quality?: string;
  /** 400 records: first interval, last interval, quality. */
  readonly ranges?: readonly (readonly [number, number, string])[];
}

/** The lines of the 200, 300 and 400 records of a channel. */
export function channelLines(channel: WrittenChannel): string[] {
  const { nmi = '4103035332', suffix = 'E1', unit = 'kWh', minutes, days } = channel;
  return [
    `200,${nmi},E1B1,1,${suffix},N1,METER1,${unit},${minutes},`,
    ...days.flatMap(({ date, values, quality = 'A', ranges = [] }) => [
      `300,${date},${values.join(',')},${quality},,,20240102030405,`,
      ...ranges.map(([first, last, code]) => `400,${first},${last},${code},,`),
    ]),
  ];
}

/** Writes a whole file in the layout of AEMO's specification. */
export function writeNem12(path: string, channels: readonly WrittenChannel[], lineEnd = '\r\n'): void {
  const lines = ['100,NEM12,202401020304,MDP1,RET1', ...channels.flatMap(channelLines), '900'];
  writeFileSync(path, lines.map((line) => line + lineEnd).join(''));
}
