import { wallMark } from '../raw-readings.ts';
import { minuteMs } from './civil-days.ts';

interface ZoneWord {
  readonly offsetMs: number;
  /** Which of two equal wall hours the word means. */
  readonly mark: number;
}

const standard = wallMark.second;
const daylight = wallMark.first;

/**
 * Zone abbreviations that mean one offset in data of meters: those of Europe, those of RFC 822 (North America)
 * and those of Australia and New Zealand. Words with several meanings (IST) are left out on purpose.
 */
const zoneWords = new Map<string, ZoneWord>(
  (
    [
      ['UTC', 0, wallMark.none],
      ['GMT', 0, wallMark.none],
      ['Z', 0, wallMark.none],
      ['WET', 0, standard],
      ['WEST', 60, daylight],
      ['BST', 60, daylight],
      ['CET', 60, standard],
      ['MEZ', 60, standard],
      ['CEST', 120, daylight],
      ['MESZ', 120, daylight],
      ['EET', 120, standard],
      ['EEST', 180, daylight],
      ['OEZ', 120, standard],
      ['MSK', 180, wallMark.none],
      ['NST', -210, standard],
      ['NDT', -150, daylight],
      ['AST', -240, standard],
      ['ADT', -180, daylight],
      ['EST', -300, standard],
      ['EDT', -240, daylight],
      ['CST', -360, standard],
      ['CDT', -300, daylight],
      ['MST', -420, standard],
      ['MDT', -360, daylight],
      ['PST', -480, standard],
      ['PDT', -420, daylight],
      ['JST', 540, wallMark.none],
      ['AWST', 480, wallMark.none],
      ['ACST', 570, standard],
      ['ACDT', 630, daylight],
      ['AEST', 600, standard],
      ['AEDT', 660, daylight],
      ['NZST', 720, standard],
      ['NZDT', 780, daylight],
    ] as const
  ).map(([word, minutes, mark]) => [word, { offsetMs: minutes * minuteMs, mark }]),
);

/** The fixed offset that an abbreviation names, or undefined when it names none or several. */
export function zoneWord(word: string): ZoneWord | undefined {
  return zoneWords.get(word.toUpperCase());
}
