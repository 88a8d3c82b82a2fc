import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { qualityCodes } from '../../../domain/quality-code.ts';
import { wallMark } from '../../../domain/raw-readings.ts';
import type { ColumnBatch } from '../../sources/source.ts';
import { KeyCells } from './cells.ts';

/** What a code may mean beside a place in qualityCodes. */
export const codeMeaning = { gap: 254, unknown: 255 } as const;

/** GOOD is what a reading is when nothing is said of it. */
const unremarked = qualityCodes.indexOf('GOOD');

/** Reads a column of codes, each of which means a number. */
export class CodeCells {
  readonly column: string;
  readonly #keys: KeyCells;
  readonly #meanings: ReadonlyMap<string, number>;
  readonly #otherwise: number;
  readonly #ofKey: number[] = [];

  constructor(column: string, meanings: Iterable<readonly [string, number]>, otherwise: number) {
    this.column = column;
    this.#keys = new KeyCells(column);
    this.#meanings = new Map([...meanings].map(([text, meaning]) => [text.trim(), meaning]));
    this.#otherwise = otherwise;
  }

  open(batch: ColumnBatch, names: readonly string[]): void {
    this.#keys.open(batch, names);
  }

  read(at: number): number {
    const key = this.#keys.read(at);
    const known = this.#ofKey[key];
    if (known !== undefined) return known;
    const meaning = this.#meanings.get(this.text(at)) ?? this.#otherwise;
    // Keys come in order, so the list has no holes.
    this.#ofKey[key] = meaning;
    return meaning;
  }

  text(at: number): string {
    return this.#keys.texts[this.#keys.read(at)] ?? '';
  }
}

/**
 * Places in qualityCodes; `gap` and `unknown` of codeMeaning. An empty cell remarks on nothing, unless the mapping
 * says what it means: files mark only what is out of the ordinary.
 */
export function qualityCells(quality: MappingDocument['quality']): CodeCells | null {
  if (quality === null) return null;
  const meanings = Object.entries(quality.codes).map(
    ([text, code]) => [text, code === 'gap' ? codeMeaning.gap : qualityCodes.indexOf(code)] as const,
  );
  return new CodeCells(quality.column, [['', unremarked], ...meanings], codeMeaning.unknown);
}

/** Wall marks; a text that the mapping does not name tells the two hours of autumn no better apart than none. */
export function daylightCells(daylight: MappingDocument['time']['daylight']): CodeCells | null {
  if (daylight === null) return null;
  const meanings = Object.entries(daylight.values).map(([text, mark]) => [text, wallMark[mark]] as const);
  return new CodeCells(daylight.column, meanings, wallMark.none);
}

/** 1 for the rows that the mapping is about, 0 for the others. */
export function onlyCells(only: MappingDocument['only']): CodeCells | null {
  return only === null
    ? null
    : new CodeCells(
        only.column,
        only.values.map((text) => [text, 1] as const),
        0,
      );
}
