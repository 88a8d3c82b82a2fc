import { countOutcomes, rowOutcome } from '../row-outcome.ts';
import type { OutcomeCounts } from '../row-outcome.ts';
import { addSeries } from './add-series.ts';
import type { Stretch } from './add-series.ts';
import { conversionOf, convertValues, dimensionOf } from './convert-unit.ts';
import type { Conversion } from './convert-unit.ts';
import { findOddRows, rowNumber } from './find-odd-rows.ts';
import { findOddValues } from './find-odd-values.ts';
import { countMissing, filterSeries, leaveOutCovered, markCovered, rowsLeft } from './intervals-of-rows.ts';
import { countEach } from './length-class.ts';
import { listPlaced, locatePlaced } from './list-placed.ts';
import { PlaceList } from './odd-places.ts';
import { resample } from './resample.ts';
import { RowsOfParts } from './rows-of-parts.ts';
import { settlePart } from './settle-part.ts';
import type { PlacedRules, SeriesPart, SettledPart } from './settle-part.ts';
import { unsettled } from './settled-readings.ts';
import type { Finding, Resolution, SettledReadings, UnsettledReadings } from './settled-readings.ts';
import { plural, spellLength } from './spell-length.ts';

export type { PlacedRows, PlacedRules, SeriesPart } from './settle-part.ts';

/** Lengths that are listed one by one; an irregular series has thousands. */
const listedLengths = 12;

/**
 * Makes intervals of the rows of one series, whatever it is: settles each part (register, tariff, direction) by
 * itself, converts it, resamples it on request, adds the parts up, and leaves out what other loads of the VTN
 * resource send already. The time range selects from each settled part, so what becomes of a row does not
 * depend on it.
 *
 * rows = intervals + duplicates + conflicts + gaps + rejected + outside + merged + closing: a row that shares
 * its interval with others, by adding up or resampling, is `merged` but for one row an interval.
 */
export function settlePlaced(
  parts: readonly SeriesPart[],
  rules: PlacedRules,
): SettledReadings | UnsettledReadings {
  const conversion = conversionFor(rules);
  if ('kind' in conversion) return conversion;
  const settled = parts.map((part) => settlePart(part, rules));
  const usable = settled.filter(({ why }) => why === null);
  const [first] = usable;
  if (first === undefined) return settled[0]?.why ?? unsettled('no-readings', 'it has no rows');
  const isMean = isMeanPower(rules);
  const notes: string[] = [];
  const stretches: Stretch[] = [];
  const rows = new RowsOfParts(usable);
  for (const [place, part] of withoutConflictsBeside(usable, rules).entries()) {
    convertValues(part.series, conversion);
    const numbered = { series: part.series, rowOf: rows.number(place, part.rowOf) };
    const stretch = onGrid(numbered, rules.resampleMs, isMean, notes);
    if (stretch === null) return unsettled('interval-unknown', 'the length to resample to is far too short');
    stretches.push(stretch);
  }
  const sum = addAll(stretches, rows, isMean, notes);
  const isContested = settled.some(({ outcomes }) => outcomes.includes(rowOutcome.conflict));
  if (sum.series.startMs.length === 0 && !isContested) {
    return unsettled('no-readings', 'nothing of it covers a whole interval');
  }
  const intervalMs = rules.resampleMs ?? first.intervalMs;
  return summarise({ settled, usable, rows, sum, notes, intervalMs }, rules);
}

interface Added {
  readonly settled: readonly SettledPart[];
  readonly usable: readonly SettledPart[];
  readonly rows: RowsOfParts;
  readonly sum: Stretch;
  readonly notes: readonly string[];
  readonly intervalMs: number;
}

function summarise(added: Added, rules: PlacedRules): SettledReadings {
  const { settled, usable, rows, sum, notes, intervalMs } = added;
  const countAll = (): OutcomeCounts[] => settled.map(({ outcomes }) => countOutcomes(outcomes));
  const countsOfParts = countAll();
  const counts = addCounts(countsOfParts);
  const [only, ...others] = settled;
  const qualityNote = noteDifferingQuality(settled);
  const left = leaveOutCovered(sum.series, rules.minus);
  const { series } = left;
  const isRowEach = only !== undefined && others.length === 0 && rules.resampleMs === null;
  if (isRowEach) markCovered(left.covered, sum.rowOf, only.outcomes);
  const cover = { covered: isRowEach ? null : left.covered, sum, rows };
  const listed = listPlaced(settled, rules, cover);
  const odd = new PlaceList();
  const isAnyOdd = counts.duplicates + counts.conflicts + counts.rejected > 0 || left.covered !== null;
  // What another load covers has another outcome since.
  const latest = left.covered === null ? countsOfParts : countAll();
  if (isAnyOdd) locatePlaced(odd, { parts: settled, counts: latest }, rules, cover);
  const findings = [...findOddRows(settled, odd), ...oddValues(added, rules, odd)];
  return {
    kind: 'settled',
    series,
    epochUnit: null,
    unit: rules.toUnit ?? rules.unit,
    intervalMs,
    regularity: Math.min(...usable.map(({ regularity }) => regularity)),
    isIrregular: rules.resampleMs === null && usable.some(({ isIrregular }) => isIrregular),
    resolutions: resolutionsOf(series.startMs, series.endMs),
    rows: settled.reduce((rows, { outcomes }) => rows + outcomes.length, 0),
    duplicates: counts.duplicates + left.duplicates,
    conflicts: counts.conflicts + left.conflicts,
    gaps: counts.gaps,
    rejected: counts.rejected,
    outside: counts.outside,
    merged: counts.merged + counts.used - sum.series.startMs.length,
    closing: counts.closing,
    missing: countMissing(series, intervalMs),
    findings,
    setAside: listed.rows,
    rowsOfIntervals:
      isRowEach && rules.kind !== 'register'
        ? rowsLeft(sum.rowOf, left.covered, only.part.raw.rows)
        : noRows(series.startMs.length),
    odd,
    notes: [
      ...new Set([...settled.flatMap((part) => part.notes), ...notes, ...qualityNote, ...listed.notes]),
    ],
  };
}

function noRows(intervals: number): () => Float64Array {
  return () => new Float64Array(intervals).fill(NaN);
}

function oddValues({ usable, rows, sum, intervalMs }: Added, rules: PlacedRules, odd: PlaceList): Finding[] {
  const isSigned = usable.some(({ part }) => part.factor < 0);
  const perMs = isMeanPower(rules) ? null : intervalMs;
  const rowAt = (at: number): number | null => {
    const { part, row } = rows.find(sum.rowOf[at] as number);
    return rowNumber(part, row);
  };
  return findOddValues(sum.series, { nowMs: rules.nowMs, isSigned, perMs }, rowAt, odd);
}

function conversionFor({ unit, toUnit }: PlacedRules): Conversion | UnsettledReadings {
  if (toUnit === null || toUnit === unit) return { factor: 1, hours: 'none' };
  if (unit === null) return unsettled('unit-unknown', `nothing says its unit, so it cannot become ${toUnit}`);
  return conversionOf(unit, toUnit) ?? unsettled('unit-unknown', `${unit} cannot become ${toUnit}`);
}

/** Whether values, as they are sent, hold for a time (power, volts, degrees) instead of being amounts. */
function isMeanPower({ kind, unit, toUnit }: PlacedRules): boolean {
  if (toUnit === null || unit === null) return kind === 'power';
  const amounts = ['energy', 'reactive energy', 'apparent energy', 'volume'];
  return !amounts.includes(dimensionOf(toUnit));
}

/** Where one part contradicts itself the others' intervals are set aside, too: their sum would be short. */
function withoutConflictsBeside(parts: readonly SettledPart[], rules: PlacedRules): readonly SettledPart[] {
  if (parts.length < 2 || rules.kind === 'register') return parts;
  return parts.map((settled) => {
    const contested = new Set<number>();
    for (const { part, outcomes } of parts) {
      if (part === settled.part) continue;
      for (let row = outcomes.indexOf(rowOutcome.conflict); row >= 0;) {
        // A policy that takes one of two readings leaves an interval, and no hole in the sum.
        if (rules.onConflict === 'reject') contested.add(part.placed.startMs[row] as number);
        row = outcomes.indexOf(rowOutcome.conflict, row + 1);
      }
    }
    if (contested.size === 0) return settled;
    const { series, rowOf, outcomes } = settled;
    const isKept = (startMs: number): boolean => !contested.has(startMs);
    for (let at = 0; at < rowOf.length; at++) {
      if (!isKept(series.startMs[at] as number)) outcomes[rowOf[at] as number] = rowOutcome.conflictBeside;
    }
    const rows = rowOf.filter((_, at) => isKept(series.startMs[at] as number));
    return { ...settled, series: filterSeries(series, isKept), rowOf: rows };
  });
}

function onGrid(
  stretch: Stretch,
  resampleMs: number | null,
  isMean: boolean,
  notes: string[],
): Stretch | null {
  if (resampleMs === null) return stretch;
  const resampled = resample(stretch, resampleMs, isMean);
  if (resampled === null) return null;
  const how = isMean ? 'averaged' : 'shared out';
  notes.push(`The readings are ${how} by time over intervals of ${spellLength(resampleMs)}.`);
  if (resampled.uncovered > 0) {
    const covered = 'readings cover for less than half are left out';
    const grid = `of ${spellLength(resampleMs)}`;
    notes.push(`${plural(resampled.uncovered, 'interval', 'intervals')} ${grid} that ${covered}.`);
  }
  return resampled;
}

function addAll(stretches: readonly Stretch[], rows: RowsOfParts, isMean: boolean, notes: string[]): Stretch {
  let sum = stretches[0] as Stretch;
  let alone = 0;
  for (let index = 1; index < stretches.length; index++) {
    const added = addSeries(sum, stretches[index] as Stretch, isMean);
    rows.mark([...added.unequal.a, ...added.unequal.b], rowOutcome.unequalParts);
    alone += added.alone;
    sum = added;
  }
  if (alone > 0) {
    notes.push(
      `${plural(alone, 'interval is', 'intervals are')} there in only some of the ${stretches.length} parts that are added up.`,
    );
  }
  return sum;
}

function addCounts(all: readonly OutcomeCounts[]): OutcomeCounts {
  const of = (name: keyof OutcomeCounts): number => all.reduce((sum, counts) => sum + counts[name], 0);
  return {
    duplicates: of('duplicates'),
    conflicts: of('conflicts'),
    gaps: of('gaps'),
    rejected: of('rejected'),
    outside: of('outside'),
    merged: of('merged'),
    closing: of('closing'),
    used: of('used'),
  };
}

function resolutionsOf(startMs: Float64Array, endMs: Float64Array): Resolution[] {
  const lengthAt = (at: number): number => (endMs[at] as number) - (startMs[at] as number);
  return [...countEach(startMs.length, lengthAt)]
    .map(([intervalMs, intervals]) => ({ intervalMs, intervals }))
    .sort((a, b) => b.intervals - a.intervals || a.intervalMs - b.intervalMs)
    .slice(0, listedLengths);
}

/** Repeated rows may differ in their quality: the first in the file counts. */
function noteDifferingQuality(parts: readonly SettledPart[]): string[] {
  let differing = 0;
  for (const { part, outcomes, rowOf } of parts) {
    const { quality } = part.raw;
    if (quality === null) continue;
    const { startMs } = part.placed;
    const codeAt = new Map<number, number>();
    for (let row = outcomes.indexOf(rowOutcome.duplicate); row >= 0;) {
      codeAt.set(startMs[row] as number, quality[row] as number);
      row = outcomes.indexOf(rowOutcome.duplicate, row + 1);
    }
    if (codeAt.size === 0) continue;
    for (const row of rowOf) {
      const other = codeAt.get(startMs[row] as number);
      if (other !== undefined && other !== quality[row]) differing++;
    }
  }
  if (differing === 0) return [];
  return [
    `${plural(differing, 'repeated reading differs', 'repeated readings differ')} only in quality; the first in the file counts.`,
  ];
}
