import { describe, expect, it } from 'vitest';
import { compileStampPattern } from '../../../domain/time/stamp-pattern.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { SourceValue } from '../../sources/source.ts';
import { arraySource } from '../detect/array-source.ts';
import type { ArrayDataset } from '../detect/array-source.ts';
import { proposeMapping } from '../detect/propose-mapping.ts';
import { loadRecipes, matchRecipes } from './recipes.ts';

const recipes = loadRecipes();
const rowCount = 40;

/** A stamp of a pattern's own shape: an hour or a day after the one before. */
function stampText(pattern: string, place: number, laterMs = 0): string {
  const stepMs = /H|epoch|iso/.test(pattern) ? 3_600_000 : 86_400_000;
  const ms = Date.UTC(2024, 4, 14) + place * stepMs + laterMs;
  const iso = new Date(ms).toISOString();
  if (pattern === 'iso') return iso;
  if (pattern === 'epoch-ms') return String(ms);
  const [start = '', until] = pattern.split(' .. ');
  const one = start
    .replace('YYYY', iso.slice(0, 4))
    .replace('YY', iso.slice(2, 4))
    .replace('MM', iso.slice(5, 7))
    .replace('DD', iso.slice(8, 10))
    .replace('HH', iso.slice(11, 13))
    .replace('mm', iso.slice(14, 16))
    .replace('Z', '+00:00');
  return until === undefined ? one : `${one} to ${stampText(until, place, 3_600_000)}`;
}

/** The cells of several columns whose texts, joined, are one stamp. */
function stampCells(stamp: { columns: string[]; pattern: string }, place: number, laterMs: number): string[] {
  const text = stampText(stamp.pattern, place, laterMs);
  return stamp.columns.length === 1 ? [text] : text.split(' ');
}

/** A tiny file as the recipe describes it. */
function fileOf(recipe: MappingDocument): ArrayDataset {
  const stamps = new Map<string, (place: number) => string>();
  for (const [stamp, laterMs] of [
    [recipe.time.stamp, 0],
    [recipe.time.end, 3_600_000],
  ] as const) {
    stamp?.columns.forEach((column, part) => {
      if (!stamps.has(column)) stamps.set(column, (place) => stampCells(stamp, place, laterMs)[part] ?? '');
    });
  }
  const wanted = [...(recipe.recognise?.columns ?? []), ...recipe.values.map(({ column }) => column)];
  const days = recipe.dayColumns.map(({ column }) => column);
  const names = new Set([
    ...stamps.keys(),
    ...[...wanted, ...days].filter((name) => name !== '').map((name) => name.replaceAll('*', 'x')),
  ]);
  const columns = [...names];
  const rows = Array.from({ length: rowCount }, (_, place) =>
    columns.map((column): SourceValue => {
      const stamp = stamps.get(column);
      if (stamp !== undefined) return recipe.format === 'hdf5' ? Number(stamp(place)) : stamp(place);
      if (/unit|eenheid|einheit/i.test(column)) return 'kWh';
      return recipe.format === 'hdf5' ? 100 + place : String(100 + place);
    }),
  );
  return { columns, rows, labels: recipe.recognise?.labels ?? [] };
}

describe('recipes', () => {
  it('are found beside the program', () => {
    expect(recipes.length).toBeGreaterThan(15);
  });

  it('have names of their own', () => {
    expect(new Set(recipes.map(({ name }) => name)).size).toBe(recipes.length);
  });

  it.each(recipes.map((recipe) => [recipe.name, recipe] as const))(
    '%s is recognised and fits its own shape',
    (name, recipe) => {
      const source = arraySource([fileOf(recipe)], recipe.format === 'nem12' ? 'csv' : recipe.format);
      const matching = matchRecipes(source, source.describe('readings 1'), recipes);
      expect(matching.map((each) => each.name)).toContain(name);
      const { mapping, evidence } = proposeMapping(source, { zone: 'UTC', unit: 'kWh' });
      expect(mapping.name).toBe(name);
      expect(evidence.join(' ')).toContain(`"${name}"`);
      expect(mapping).not.toHaveProperty('recognise');
    },
  );

  it.each(recipes.map((recipe) => [recipe.name, recipe] as const))(
    '%s has time patterns that can be read',
    (_name, { time }) => {
      for (const stamp of [time.stamp, time.end]) if (stamp !== null) compileStampPattern(stamp.pattern);
    },
  );

  it('never name a zone that the export does not define', () => {
    for (const { time } of recipes) expect([null, 'UTC', 'data']).toContain(time.zone);
  });

  it('give way to detection where their pattern does not read the stamps', () => {
    const recipe = recipes.find(({ name }) => name === 'HomeWizard electricity');
    const file = fileOf(recipe as MappingDocument);
    const rows = file.rows.map(([stamp, ...values]): SourceValue[] => [
      String(stamp).replace(/^(\d+)-(\d+)-(\d+)/, '$3/$2/$1'),
      ...values,
    ]);
    const { mapping, evidence } = proposeMapping(arraySource([{ ...file, rows }]), {});
    expect(mapping.time.stamp?.pattern).toBe('DD/MM/YYYY HH:mm');
    expect(evidence.join(' ')).toContain('do not fit');
  });
});
