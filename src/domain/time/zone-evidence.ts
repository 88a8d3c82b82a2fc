import { dayMs, hourMs, wallText } from './civil-days.ts';
import { zonesByRule } from './clock-rules.ts';
import type { ClockRule } from './clock-rules.ts';
import { openZoneClock } from './zone-clock.ts';
import type { Changeover } from './zone-clock.ts';
import { WallCounts } from './wall-counts.ts';

/** A changeover that the rows themselves show. */
export interface ChangeoverSeen {
  readonly kind: 'repeated-hour' | 'missing-hour' | 'blank-hour';
  /** The first wall time that is there twice or not at all. */
  readonly wallMs: number;
  readonly text: string;
}

export interface ZoneEvidence {
  readonly changeoversSeen: ChangeoverSeen[];
  readonly rule: ClockRule | 'none';
  /** Zones that explain all that was seen, likelier ones first; empty when nothing was seen. Never a proof of one. */
  readonly candidates: string[];
  /** The dates on which clocks change have 24 ordinary hours: the stamps are of UTC or of a fixed offset. */
  readonly isUniform: boolean;
  readonly sentences: string[];
}

export interface ZoneEvidenceOptions {
  /** Blank rows stand for the skipped hour in some exports. */
  readonly values?: Float64Array;
  readonly label?: 'start' | 'end';
  /** The intervals of a day are numbered, so that a change shows at the day's end: hour 25, or no hour 24. */
  readonly isNumbered?: boolean;
  /** Zones that something else speaks for; they decide between two readings of the stamps that prove as much. */
  readonly likely?: readonly string[];
}

interface ZoneVerdict {
  readonly zone: string;
  readonly rule: ClockRule;
  readonly seen: ChangeoverSeen[];
  /** Hours there in spring although the zone skips them. */
  readonly against: number;
}

/**
 * Looks for what the changeovers of clocks leave in rows of one series: an hour missing or blank in spring, an
 * hour twice in autumn, with rows on both sides. An ordinary gap of an hour at another hour or date proves
 * nothing and is passed over. `wallMs` in any order, NaN passed over; intervals over an hour show nothing.
 */
export function findZoneEvidence(
  wallMs: Float64Array,
  intervalMs: number,
  options: ZoneEvidenceOptions = {},
): ZoneEvidence {
  const straight = judgeZones(wallMs, intervalMs, 0, options);
  // Ends reckoned on the wall miss 02:15 to 03:00 instead of 02:00 to 02:45.
  const shifted = options.label === 'end' ? judgeZones(wallMs, intervalMs, intervalMs, options) : straight;
  const numbered = options.isNumbered === true ? judgeZones(wallMs, intervalMs, 0, options, true) : straight;
  const verdicts = best([straight, shifted, numbered], options.likely ?? []);
  const most = mostSeen(verdicts);
  const proven = verdicts.filter((each) => isProof(each) && each.seen.length === most);
  const [first] = proven;
  if (first === undefined) {
    const isUniform = verdicts.some((each) => each.against > 0);
    return {
      changeoversSeen: [],
      rule: 'none',
      candidates: [],
      isUniform,
      sentences: plainSentences(isUniform),
    };
  }
  const candidates = proven.map((each) => each.zone);
  return {
    changeoversSeen: first.seen,
    rule: first.rule,
    candidates,
    isUniform: false,
    sentences: [...first.seen.slice(0, 6).map((each) => each.text), proofSentence(first.rule, candidates)],
  };
}

/** Stamps that claim to be UTC and show the changeovers of a local clock. */
export interface FalseZ {
  readonly candidates: string[];
  readonly changeoversSeen: ChangeoverSeen[];
  readonly sentence: string;
}

/**
 * Whether stamps labelled `Z` can be UTC: UTC has no changeovers, so hours missing or doubled exactly where a
 * local clock has its own, with rows around, show that they are local times. Null when nothing speaks against it.
 */
export function findFalseZ(instantMs: Float64Array, intervalMs: number): FalseZ | null {
  const { changeoversSeen, candidates } = findZoneEvidence(instantMs, intervalMs);
  const [first] = changeoversSeen;
  if (first === undefined) return null;
  const sentence =
    `The stamps say Z (UTC), but UTC has no changeovers: ${first.text} ` +
    `They look like local time, such as that of ${candidates.slice(0, 3).join(', ')}.`;
  return { candidates, changeoversSeen, sentence };
}

function judgeZones(
  wallMs: Float64Array,
  intervalMs: number,
  shiftMs: number,
  options: ZoneEvidenceOptions,
  isNumbered = false,
): ZoneVerdict[] {
  const counts = WallCounts.of(wallMs, intervalMs, shiftMs, options.values);
  if (counts === null) return [];
  const verdicts: ZoneVerdict[] = [];
  for (const rule of Object.keys(zonesByRule) as ClockRule[]) {
    for (const zone of zonesByRule[rule]) verdicts.push(judgeZone(zone, rule, counts, isNumbered));
  }
  return verdicts;
}

function judgeZone(zone: string, rule: ClockRule, counts: WallCounts, isNumbered: boolean): ZoneVerdict {
  const seen: ChangeoverSeen[] = [];
  let against = 0;
  for (const change of openZoneClock(zone).changeovers(
    counts.firstMs - hourMs,
    counts.lastMs + 24 * hourMs,
  )) {
    const found = isNumbered ? judgeNumberedDay(change, counts) : judgeChangeover(change, counts);
    if (found === 'against') against++;
    else if (found !== null) seen.push(found);
  }
  return { zone, rule, seen, against };
}

/** What the rows say about one changeover: that it was, that it was not, or nothing. */
function judgeChangeover(change: Changeover, counts: WallCounts): ChangeoverSeen | 'against' | null {
  const { wallFromMs, wallToMs, kind } = change;
  const gapMs = wallToMs - wallFromMs;
  if (gapMs < counts.binMs || gapMs > 2 * hourMs) return null;
  const before = counts.between(wallFromMs - gapMs, wallFromMs);
  const after = counts.between(wallToMs, wallToMs + gapMs);
  const usual = Math.min(before.rows, after.rows);
  if (usual === 0 || Math.max(before.rows, after.rows) > 1.5 * usual) return null;
  const within = counts.between(wallFromMs, wallToMs);
  const at = wallText(wallFromMs);
  if (kind === 'back') {
    if (within.rows < 1.75 * usual) return null;
    return { kind: 'repeated-hour', wallMs: wallFromMs, text: `The hour from ${at} is there twice.` };
  }
  if (within.rows === 0) {
    const text = `The hour from ${at} is missing between rows on both sides.`;
    return { kind: 'missing-hour', wallMs: wallFromMs, text };
  }
  if (within.filled === 0 && before.filled > 0 && after.filled > 0) {
    const text = `The hour from ${at} is blank between readings on both sides.`;
    return { kind: 'blank-hour', wallMs: wallFromMs, text };
  }
  return within.rows >= 0.75 * usual ? 'against' : null;
}

/** The day of a changeover whose hours are numbered: the 25th stands on the next midnight, the 24th is missing. */
function judgeNumberedDay(change: Changeover, counts: WallCounts): ChangeoverSeen | 'against' | null {
  const { wallFromMs, wallToMs, kind } = change;
  const gapMs = wallToMs - wallFromMs;
  if (gapMs < counts.binMs || gapMs > 2 * hourMs) return null;
  const midnightMs = (Math.floor(wallFromMs / dayMs) + 1) * dayMs;
  const wallMs = kind === 'back' ? midnightMs : midnightMs - gapMs;
  const before = counts.between(wallMs - gapMs, wallMs).rows;
  const after = counts.between(wallMs + gapMs, wallMs + 2 * gapMs).rows;
  const usual = Math.min(before, after);
  if (usual === 0 || Math.max(before, after) > 1.5 * usual) return null;
  const within = counts.between(wallMs, wallMs + gapMs).rows;
  const day = wallText(midnightMs - dayMs).slice(0, 10);
  if (kind === 'back') {
    if (within < 1.75 * usual) return null;
    return {
      kind: 'repeated-hour',
      wallMs: wallFromMs,
      text: `The day ${day} has an hour more than others.`,
    };
  }
  if (within > 0) return within >= 0.75 * usual ? 'against' : null;
  return { kind: 'missing-hour', wallMs: wallFromMs, text: `The day ${day} has an hour less than others.` };
}

/** The reading of the stamps that shows most; of equals the one that fits a likely zone, else the first. */
function best(readings: readonly ZoneVerdict[][], likely: readonly string[]): ZoneVerdict[] {
  const rank = (verdicts: readonly ZoneVerdict[]): number => {
    const most = mostSeen(verdicts);
    const fits = verdicts.some(
      (each) => most > 0 && isProof(each) && each.seen.length === most && likely.includes(each.zone),
    );
    return most * 2 + (fits ? 1 : 0);
  };
  const [first = [], ...others] = readings;
  return others.reduce((top, each) => (rank(each) > rank(top) ? each : top), first);
}

/**
 * Two changeovers at odds with a zone weigh more than one gap that happens to lie at its hour. An hour that is there
 * twice is no accident: a file that has it may yet write a row of its own into the hour that spring skips.
 */
function isProof(verdict: ZoneVerdict): boolean {
  const { seen, against } = verdict;
  if (seen.some(({ kind }) => kind === 'repeated-hour')) return against <= seen.length;
  return seen.length > 0 && against * 4 <= seen.length;
}

function mostSeen(verdicts: readonly ZoneVerdict[]): number {
  return verdicts.filter(isProof).reduce((most, each) => Math.max(most, each.seen.length), 0);
}

function plainSentences(isUniform: boolean): string[] {
  return isUniform
    ? ['The dates on which clocks change have 24 ordinary hours: the times are of UTC or of a fixed offset.']
    : ['No changeover of a clock lies within the rows, or none shows: they do not tell the zone.'];
}

function proofSentence(rule: ClockRule, candidates: readonly string[]): string {
  const names = candidates.slice(0, 4).join(', ');
  if (rule === 'eu') {
    return `European clocks change at one instant, so this hour proves the offset, but not the country: ${names}.`;
  }
  if (rule === 'us') {
    return `All North American clocks change at 2 in the morning local time: which zone it is must be asked (${names}).`;
  }
  return `These changeovers fit ${names}.`;
}
