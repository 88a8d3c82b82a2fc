import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../src/contract/app-error.ts';
import type { Source } from '../../src/engine/sources/source.ts';

/** A file for the suite: one dataset of two numeric columns, ten rows or more. */
export interface SourceFixture {
  readonly path: string;
  readonly dataset: string;
  readonly columns: readonly [string, string];
  /** The rows as [first column, second column]. */
  readonly rows: readonly (readonly [number, number])[];
}

/**
 * What every source does, whatever its file is.
 *
 * @param make writes the fixture's file into the folder
 * @param open opens a file with the adapter under test
 */
export function describeSource(
  name: string,
  make: (folder: string) => Promise<SourceFixture>,
  open: (path: string) => Promise<Source>,
): void {
  describe(`${name} as a source`, () => {
    let folder = '';
    let fixture: SourceFixture;
    let source: Source;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'meterhaul-source-'));
      fixture = await make(folder);
      source = await open(fixture.path);
    });

    afterAll(() => {
      source.close();
      rmSync(folder, { recursive: true });
    });

    test('shows its datasets with rows and columns, so a person can find the readings', () => {
      expect(source.datasetNames()).toContain(fixture.dataset);
      const described = source.describe(fixture.dataset);
      expect(described.rows).toBe(fixture.rows.length);
      expect(described.columns.map((column) => column.name)).toEqual(
        expect.arrayContaining([...fixture.columns]),
      );
    });

    test('gives numbers as typed columns, row for row as they are in the file', () => {
      expect(readRows(source, fixture, 0, Infinity)).toEqual(fixture.rows);
    });

    test('gives any part of the rows, so memory does not depend on the size of the file', () => {
      expect(readRows(source, fixture, 3, 7)).toEqual(fixture.rows.slice(3, 7));
      expect(readRows(source, fixture, fixture.rows.length - 2, fixture.rows.length + 50)).toEqual(
        fixture.rows.slice(-2),
      );
      expect(readRows(source, fixture, fixture.rows.length, fixture.rows.length + 5)).toEqual([]);
    });

    test('gives only the columns asked for, in the order asked for', () => {
      const columns = [...fixture.columns].reverse();
      const [batch] = [...source.read({ dataset: fixture.dataset, columns, from: 0, to: 1 })];
      expect(batch?.columns.map((column) => column[0])).toEqual([...(fixture.rows[0] ?? [])].reverse());
    });

    test('stops reading when nobody wants more, and can be read again', () => {
      for (const batch of source.read({
        dataset: fixture.dataset,
        columns: fixture.columns,
        from: 0,
        to: 5,
      })) {
        expect(batch.from).toBe(0);
        break;
      }
      expect(readRows(source, fixture, 0, 2)).toEqual(fixture.rows.slice(0, 2));
    });

    test('says which dataset or column there is not', () => {
      expect(codeOf(() => source.describe('no/such'))).toBe('source/dataset-unreadable');
      const { dataset } = fixture;
      const read = () => [...source.read({ dataset, columns: ['no such column'], from: 0, to: 1 })];
      expect(codeOf(read)).toBe('source/dataset-unreadable');
    });

    test('leaves the file as it was', async () => {
      const before = { bytes: readFileSync(fixture.path), mtimeMs: statSync(fixture.path).mtimeMs };
      const other = await open(fixture.path);
      readRows(other, fixture, 0, Infinity);
      other.close();
      expect({ bytes: readFileSync(fixture.path), mtimeMs: statSync(fixture.path).mtimeMs }).toEqual(before);
    });

    test('says in words that a file is damaged or is not there', async () => {
      const cut = join(folder, 'cut');
      writeFileSync(cut, readFileSync(fixture.path).subarray(0, 600));
      await expect(openAndRead(open, cut, fixture)).rejects.toMatchObject({
        code: 'source/unreadable',
        context: { path: cut },
      });
      const rubbish = join(folder, 'rubbish');
      writeFileSync(rubbish, 'neither this nor that'.repeat(100));
      await expect(openAndRead(open, rubbish, fixture)).rejects.toMatchObject({ code: 'source/unreadable' });
      await expect(openAndRead(open, join(folder, 'absent'), fixture)).rejects.toMatchObject({
        code: 'source/unreadable',
      });
    });
  });
}

function readRows(source: Source, fixture: SourceFixture, from: number, to: number): number[][] {
  const rows: number[][] = [];
  for (const batch of source.read({
    dataset: fixture.dataset,
    columns: fixture.columns,
    from,
    to: Math.min(to, 1e9),
  })) {
    const [first, second] = batch.columns;
    expect(first).toBeInstanceOf(Float64Array);
    for (let row = 0; row < batch.rows; row++) rows.push([Number(first?.[row]), Number(second?.[row])]);
  }
  return rows;
}

async function openAndRead(
  open: (path: string) => Promise<Source>,
  path: string,
  fixture: SourceFixture,
): Promise<void> {
  const source = await open(path);
  try {
    readRows(source, fixture, 0, Infinity);
  } finally {
    source.close();
  }
}

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
  return 'no error';
}
