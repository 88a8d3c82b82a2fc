import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { findFalseZ, findZoneEvidence } from '../../../domain/time/zone-evidence.ts';
import type { ZoneEvidence, ZoneEvidenceOptions } from '../../../domain/time/zone-evidence.ts';
import { openZoneClock } from '../../../domain/time/zone-clock.ts';
import { AppError } from '../../../contract/app-error.ts';
import { chooseLengthOff } from '../../../domain/time/place-readings.ts';
import type { Source } from '../../sources/source.ts';
import type { DatasetGroup } from './choose-dataset.ts';
import type { Structure } from './detect-structure.ts';
import { quoteNames } from './findings.ts';
import type { Findings } from './findings.ts';
import type { GivenAnswers } from './given-answers.ts';
import { readNumbers } from './read-columns.ts';
import { stepsOf } from './stamp-columns.ts';
import type { TimeChoice } from './time-choice.ts';
import { utcWords } from './words/time-words.ts';
import { countriesOf, describeCountries } from './spoken-countries.ts';
import { saidZones } from './words/zone-words.ts';

export interface ZoneQuestion {
  readonly source: Source;
  readonly group: DatasetGroup;
  readonly structure: Structure;
  readonly label: 'start' | 'end';
  readonly given: GivenAnswers;
  readonly findings: Findings;
  /** Stamps of the whole column on its own clock, of at most `evidenceRows` rows; NaN where a row has none. */
  readonly readStamps: () => Float64Array;
}

/** Rows of the time column that are read for what changeovers prove: nearly six years of quarter hours. */
export const evidenceRows = 200_000;

type ZonePart = Pick<MappingDocument['time'], 'zone' | 'lengthOff'> & {
  /** Another way to read the stamps than the one chosen so far. */
  readonly stamp?: MappingDocument['time']['stamp'];
};

/**
 * The zone of the stamps: as given, as each stamp says, as the export or a header defines it; else null with a
 * question, whose suggestions are what the data and the language speak for. Never a guess.
 */
export function chooseZone(question: ZoneQuestion): ZonePart {
  const { structure, given, label } = question;
  const { time, mapping } = structure;
  const lengthOff = mapping.time.lengthOff;
  if (time === null) return { zone: givenZone(given) ?? mapping.time.zone, lengthOff };
  const zone = givenZone(given) ?? zoneOfFile(question, time);
  if (time.isInstant && zone !== null) {
    const stamp = settleFalseUtc(question, time, zone);
    if (stamp !== null) return { zone, lengthOff, stamp };
  }
  if (zone === null) {
    askForZone(question, time);
    return { zone, lengthOff };
  }
  const isOpen = label === 'end' && zone !== 'data' && zone !== 'UTC' && !time.isInstant;
  return { zone, lengthOff: isOpen ? lengthOffIn(question, zone) : lengthOff };
}

function givenZone({ zone }: GivenAnswers): string | null {
  if (zone === undefined || zone === 'data') return zone ?? null;
  try {
    return openZoneClock(zone).zone;
  } catch (cause) {
    throw new AppError('mapping/incomplete', `--tz ${zone} is no time zone that is known here.`, { cause });
  }
}

/** What the file itself says; null when it says nothing. */
function zoneOfFile({ structure, group, findings }: ZoneQuestion, time: TimeChoice): string | null {
  const { mapping } = structure;
  if (time.isInstant) {
    findings.note(
      time.stamp.pattern.startsWith('epoch')
        ? 'The stamps count from 1970 in UTC, so no zone is needed.'
        : 'Each stamp says its own offset, so no zone is needed.',
    );
    return 'data';
  }
  if (mapping.time.zone !== null) return mapping.time.zone;
  const headers = time.columns.map(({ name }) => name);
  const utcHeader = time.columns.find(({ words }) => utcWords.find(words) !== null);
  if (utcHeader !== undefined && !/[+-]\d/.test(utcHeader.name)) {
    findings.note(`The time is in UTC: the header "${utcHeader.name}" says so.`, 0.9);
    return 'UTC';
  }
  const places = [
    ...headers,
    ...time.columns.flatMap(({ column }) => column.labels ?? []),
    ...(group.profile.dataset.labels ?? []),
  ];
  for (const place of places) {
    const said = saidZone(place);
    if (said === null) continue;
    findings.note(`The time is in ${said}: "${place.trim()}" says so.`, 0.85);
    return said;
  }
  return null;
}

/** `UTC`, `+10:00` or an IANA name that a text names; null when it names none. */
export function saidZone(text: string): string | null {
  for (const [pattern, zone] of saidZones) {
    const match = pattern.exec(text);
    if (match === null) continue;
    if (zone !== '') return zone;
    if (match[0].includes('/')) return match[0];
    const [, hours = '+0', minutes = '00'] = match;
    const sign = hours.startsWith('-') ? '-' : '+';
    return `${sign}${hours.slice(1).padStart(2, '0')}:${minutes}`;
  }
  return null;
}

function askForZone(question: ZoneQuestion, time: TimeChoice): void {
  const { findings, source, group, label } = question;
  const step = stepsOf(time.ms).stepMs;
  const isTelling = step > 0 && step <= 3_600_000;
  const data = isTelling ? evidenceIn(question, step, label) : null;
  const proof = data === null ? null : data.sentences.join(' ');
  const countries = countriesOf(group.profile);
  if (proof !== null) findings.note(proof);
  const spoken = describeCountries(countries);
  if (spoken !== null) findings.note(spoken);
  const hdf5 = source.kind === 'hdf5' ? ['UTC'] : [];
  const languages = countries.flatMap(({ zones }) => zones);
  const suggestions = [...hdf5, ...suggestZones(data, languages)];
  findings.ask({
    code: 'mapping/zone-unknown',
    text: `The stamps in ${quoteNames(time.stamp.columns)} do not say their time zone. ${[proof, spoken].filter((text) => text !== null).join(' ')} Which zone is it?`.replace(
      / {2,}/g,
      ' ',
    ),
    option: '--tz',
    suggestions: [...new Set(suggestions)].slice(0, 5),
  });
}

/** The stamps alone, and where they show nothing, whether the readings of the hour that spring skips are blank. */
function evidenceIn(question: ZoneQuestion, step: number, label: 'start' | 'end'): ZoneEvidence {
  const stamps = question.readStamps();
  const isNumbered = question.structure.time?.stamp.pattern.includes('slot(') === true;
  const likely = countriesOf(question.group.profile).flatMap(({ zones }) => zones);
  const alone = evidenceOf(stamps, step, { label, isNumbered, likely });
  if (alone.changeoversSeen.length > 1) return alone;
  return evidenceOf(stamps, step, { label, isNumbered, likely, ...blanks(question) });
}

/** So long a time holds a changeover of every zone that has any. */
const tellingSpanMs = 225 * 86_400_000;

/** Some clock somewhere changes in any month: an hour that is not missing proves something only over most of a year. */
function evidenceOf(wallMs: Float64Array, stepMs: number, options: ZoneEvidenceOptions): ZoneEvidence {
  const evidence = findZoneEvidence(wallMs, stepMs, options);
  let [first, last] = [Infinity, -Infinity];
  for (const stamp of wallMs) {
    if (stamp < first) first = stamp;
    if (stamp > last) last = stamp;
  }
  if (!evidence.isUniform || last - first >= tellingSpanMs) return evidence;
  return {
    ...evidence,
    isUniform: false,
    sentences: ['The rows are of too short a time to show the changeovers of a clock.'],
  };
}

/** Zones that both the data and the language speak for come first; data alone go before the language. */
function suggestZones(data: ZoneEvidence | null, languages: readonly string[]): string[] {
  const proven = data?.candidates ?? [];
  if (data?.isUniform === true) return ['UTC', ...languages.slice(0, 1).map(standardOffset)];
  if (proven.length === 0) return [...languages];
  return [...languages.filter((zone) => proven.includes(zone)), ...proven];
}

/** `+01:00` for Europe/Berlin: what its clocks are ahead of UTC in a winter of its half of the earth. */
function standardOffset(zone: string): string {
  const clock = openZoneClock(zone);
  const offsets = [0, 6].map((month) => clock.offsetMs(Date.UTC(2024, month, 1)));
  const minutes = Math.min(...offsets) / 60_000;
  const size = Math.abs(minutes);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The first column of readings, whose blanks may stand for the hour that spring skips. */
function blanks({ source, group, structure }: ZoneQuestion): { values?: Float64Array } {
  const [value] = structure.mapping.values;
  const profile = group.profile.columns.find(({ name }) => name === value?.column);
  if (value === undefined || profile === undefined) return {};
  const { decimal, missing } = structure.mapping;
  const [values] = readNumbers(source, group.profile.dataset.name, [value.column], evidenceRows, {
    decimal,
    missing,
  });
  return values === undefined ? {} : { values };
}

/**
 * Where changeovers show that a `Z` cannot be true it is said; when a person gives the zone, the stamps are read
 * by the clock on the wall. Null where each stamp stays what it says.
 */
function settleFalseUtc(
  question: ZoneQuestion,
  time: TimeChoice,
  zone: string,
): NonNullable<ZonePart['stamp']> | null {
  const texts = time.columns[0]?.texts ?? [];
  if (!texts.some((text) => /[zZ]$/.test(text.trim()))) return null;
  const step = stepsOf(time.ms).stepMs;
  const found = step === 0 || step > 3_600_000 ? null : findFalseZ(question.readStamps(), step);
  if (found === null) return null;
  const pattern = zone === 'data' || zone === 'UTC' ? null : wallPattern(texts);
  if (pattern === null) {
    question.findings.warn('mapping/false-utc', `${found.sentence} Give the zone with --tz if that is so.`);
    question.findings.note(found.sentence, 0.5);
    return null;
  }
  question.findings.note(`${found.sentence} The stamps are read as the clocks of ${zone} show them.`, 0.8);
  return { columns: time.stamp.columns, pattern };
}

/** ISO stamps without what they say of their offset; null for stamps of another form. */
function wallPattern(texts: readonly string[]): string | null {
  const text = texts.find((each) => each.trim() !== '')?.trim() ?? '';
  const parts = /^\d{4}-\d\d-\d\d([T ])\d\d:\d\d(:\d\d(?:\.\d+)?)?[zZ]$/.exec(text);
  if (parts === null) return null;
  const between = parts[1] === 'T' ? "'T'" : ' ';
  return `YYYY-MM-DD${between}HH:mm${parts[2] === undefined ? '' : ':ss'}'${text.at(-1) ?? 'Z'}'`;
}

function lengthOffIn({ structure, findings, readStamps }: ZoneQuestion, zone: string): ZonePart['lengthOff'] {
  const step = structure.time === null ? 0 : stepsOf(structure.time.ms).stepMs;
  if (step === 0) return 'after-zone';
  const stampMs = readStamps();
  const values = new Float64Array(stampMs.length);
  const raw = {
    clock: 'wall',
    stampMs,
    endMs: null,
    values,
    quality: null,
    rows: null,
    marks: null,
  } as const;
  const choice = chooseLengthOff(raw, zone, step);
  findings.note(choice.evidence);
  return choice.lengthOff;
}
