import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../src/contract/app-error.ts';
import type { EngineInput, EngineOutput } from '../../src/contract/engine-api.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import { startBareEngine } from './bare-engine.ts';
import type { BareEngine } from './bare-engine.ts';
import { expectations, hasRealFiles, mappingOf, realFiles } from './expectation.ts';
import type { Expectation, ExpectedSeries } from './expectation.ts';

type Preview = EngineOutput<'previewFiles'>;
type PreviewedSeries = Preview['series'][number];

let bare: BareEngine;
let engine: Engine;
beforeAll(async () => {
  bare = await startBareEngine('real');
  ({ engine } = bare);
});
afterAll(() => bare.close());

const filesOf = ({ file }: Expectation): string[] => [file].flat().map((each) => path.join(realFiles, each));

function preview(
  expectation: Expectation,
  changes: Partial<EngineInput<'previewFiles'>> = {},
): Promise<Preview> {
  const mapping = mappingOf(expectation);
  return engine.api.previewFiles({
    files: filesOf(expectation),
    mapping,
    limit: 0,
    extent: 'all',
    ...changes,
  });
}

function titleOf(expectation: Expectation): string {
  const answers = Object.entries(expectation.options).map(
    ([name, value]) => `--${name} ${[value].flat().join(', ')}`,
  );
  return [[expectation.file].flat().join(' + '), ...answers].join(' ');
}

const read = expectations.filter(({ refusal }) => refusal === null);
const refused = expectations.filter(({ refusal }) => refusal !== null);

// Where the real files are not beside the project, the shapes of shapes.test.ts stand for them.
describe.skipIf(!hasRealFiles)('a real file', () => {
  it.each(read.map((expectation) => [titleOf(expectation), expectation] as const))(
    'gives the series that a careful reader finds in it: %s',
    async (_title, expectation) => {
      const result = await preview(expectation);
      expect(result.questions).toEqual([]);
      const wanted = expectation.series;
      const found = wanted.map((each) => describeLike(find(result, each, expectation), each, expectation));
      expect(found).toEqual(wanted.map(describeFigures));
      if (expectation.series.length > 0) expect(result.series).toHaveLength(expectation.series.length);
      expect(countsOf(result, expectation)).toEqual(expectedCounts(expectation));
    },
  );

  const asking = read.filter(({ options }) => options['preset'] === undefined);
  it.each(asking.map((expectation) => [titleOf(expectation), expectation] as const))(
    'asks what it does not say itself: %s',
    async (_title, expectation) => {
      const codes = await preview({ ...expectation, options: {} }).then(
        ({ questions }) => questions.map(({ code }) => code),
        (thrown: unknown) =>
          expectation.refusedWithoutAnswers === true ? [] : Promise.reject(thrown as Error),
      );
      const allowed = [...expectation.questions, ...(expectation.mayAsk ?? [])];
      expect(codes).toEqual(expect.arrayContaining([...expectation.questions]));
      expect(codes.filter((code) => !allowed.includes(code))).toEqual([]);
    },
  );

  const textual = read.filter(({ encoding }) => encoding !== undefined);
  it.each(textual.map((expectation) => [titleOf(expectation), expectation] as const))(
    'is recognised by its content: %s',
    async (_title, expectation) => {
      const { files } = await engine.api.inspectFiles({ paths: filesOf(expectation) });
      const { kind, delimiter, decimal, headerRow } = expectation;
      expect(files[0]).toMatchObject({ kind, delimiter, headerRow: headerRow ?? null });
      if (typeof decimal === 'string') expect(files[0]?.decimal).toBe(decimal);
    },
  );

  it.each(refused.map((expectation) => [titleOf(expectation), expectation] as const))(
    'is refused with a sentence that says why: %s',
    async (_title, expectation) => {
      const refusal = expectation.refusal ?? { code: '', sentenceMustMention: [] };
      const error = toAppError(await preview(expectation).then(sentenceOf, (thrown: unknown) => thrown));
      expect([refusal.code, ...(refusal.codesAlsoFine ?? [])]).toContain(error.code);
      for (const word of refusal.sentenceMustMention)
        expect(error.message.toLowerCase()).toContain(word.toLowerCase());
    },
  );
});

/** A preview may show an empty series with the reason instead of refusing the file. */
function sentenceOf({ series, rejects, questions }: Preview): unknown {
  const [question] = questions;
  if (series.length === 0 && question !== undefined)
    return Object.assign(toAppError(null), { code: question.code, message: question.text });
  const reasons = rejects.map(({ reason }) => reason).join(' ');
  const [first] = series;
  if (first?.skipped !== null && first?.skipped !== undefined)
    return Object.assign(toAppError(null), {
      code: first.skipped.code,
      message: `${first.skipped.text} ${reasons}`,
    });
  return null;
}

function find(
  { series }: Preview,
  wanted: ExpectedSeries,
  { series: all }: Expectation,
): PreviewedSeries | undefined {
  const names = [wanted.name, ...(wanted.namesAlsoFine ?? [])];
  const parts = wanted.nameMustContain === undefined ? null : [wanted.nameMustContain].flat();
  return (
    series.find(({ name }) => names.includes(name)) ??
    (parts === null ? undefined : series.find(({ name }) => parts.every((part) => name.includes(part)))) ??
    series[all.indexOf(wanted)]
  );
}

/** Sums and differences depend on the order they are taken in, in the last digits of a double. */
const digits = (value: number | null): string => (value === null ? '-' : value.toPrecision(9));

const or = (allowed: readonly number[] | undefined, value: number, own: number): number =>
  allowed?.includes(value) === true ? own : value;

function describeLike(
  found: PreviewedSeries | undefined,
  wanted: ExpectedSeries,
  { either }: Expectation,
): unknown {
  if (found === undefined) return `${wanted.name ?? '?'}: is not there`;
  const { unit, intervalMs, firstStart, lastStart } = found;
  return describeFigures({
    ...wanted,
    ...found,
    name: wanted.name,
    unit,
    intervalMs: wanted.intervalMs === null ? null : intervalMs,
    intervals: or(either?.intervalsPerSeries, found.intervals, wanted.intervals),
    conflicts: or(either?.conflictsPerSeries, found.conflicts, wanted.conflicts),
    rejected: or(either?.rejected, found.rejected, wanted.rejected),
    firstStart: firstStart?.replace('.000Z', 'Z') ?? null,
    lastStart: lastStart?.replace('.000Z', 'Z') ?? null,
  });
}

function describeFigures(series: ExpectedSeries): string {
  const { name, unit, intervalMs, intervals, firstStart, lastStart, sum, min, max } = series;
  const { gaps, duplicates, conflicts, rejected, emptyValues } = series;
  return [
    `${name ?? '?'}: ${intervals} of ${intervalMs ?? '?'} ms from ${firstStart ?? '-'} to ${lastStart ?? '-'}`,
    `sum ${digits(sum)} ${unit}, min ${digits(min)}, max ${digits(max)}`,
    `gaps ${gaps}, empty ${emptyValues}, duplicates ${duplicates}, conflicts ${conflicts}, rejected ${rejected}`,
  ].join('; ');
}

function countsOf({ totals }: Preview, expectation: Expectation): unknown {
  const wanted = expectation.totals;
  const has = (name: string): boolean => typeof wanted[name] === 'number';
  return {
    ...(has('intervals') ? { intervals: totals.intervals } : {}),
    ...(has('duplicates') ? { duplicates: totals.duplicates } : {}),
    ...(has('emptyValues') ? { emptyValues: totals.gaps } : {}),
    ...(has('ignored') ? { ignored: totals.ignored } : {}),
  };
}

function expectedCounts({ totals }: Expectation): unknown {
  const { intervals, duplicates, emptyValues, ignored } = totals;
  const known = Object.entries({ intervals, duplicates, emptyValues, ignored });
  return Object.fromEntries(known.filter(([, count]) => typeof count === 'number'));
}
