import { expect, it, vi } from 'vitest';
import type { RejectRow } from '../../../contract/job-shapes.ts';
import { collectRejects } from './collect-rejects.ts';

const titles = ['Load', 'VEN', 'File', 'Row', 'Field', 'Found', 'Why'];
const reject = (row: number): RejectRow => ({
  load: 'AHU 1',
  ven: 'north',
  file: 'D:\\site\\load_data.h5',
  row,
  field: 'value',
  text: '=1+2',
  reason: 'The value is no number.',
  start: null,
});

const pagesOf = (all: readonly RejectRow[]) =>
  vi.fn((offset: number, limit: number) =>
    Promise.resolve({ total: all.length, rows: all.slice(offset, offset + limit) }),
  );

const base = { titles, separator: ',', onProgress: () => {} } as const;

it('collects a long list page by page and tells how far it is', async () => {
  const fetchPage = pagesOf(Array.from({ length: 2500 }, (_, row) => reject(row)));
  const onProgress = vi.fn();
  const { signal } = new AbortController();
  const { parts, count } = await collectRejects({ ...base, fetchPage, signal, onProgress });
  const lines = parts.join('').trimEnd().split('\r\n');
  expect(count).toBe(2500);
  expect(lines).toHaveLength(2501);
  expect(lines[0]).toBe('\uFEFFLoad,VEN,File,Row,Field,Found,Why');
  expect(lines[1]).toBe("AHU 1,north,D:\\site\\load_data.h5,0,value,'=1+2,The value is no number.");
  expect(fetchPage).toHaveBeenCalledTimes(3);
  expect(onProgress).toHaveBeenLastCalledWith(2500, 2500);
});

it('ends when it is stopped, and when the list became shorter meanwhile', async () => {
  const stop = new AbortController();
  const fetchPage = pagesOf(Array.from({ length: 2500 }, (_, row) => reject(row)));
  const onProgress = (): void => stop.abort(new Error('stopped'));
  await expect(collectRejects({ ...base, fetchPage, signal: stop.signal, onProgress })).rejects.toThrow(
    'stopped',
  );
  expect(fetchPage).toHaveBeenCalledOnce();

  const shrinking = vi.fn((offset: number) =>
    Promise.resolve({ total: 1500, rows: offset === 0 ? [reject(1)] : [] }),
  );
  const { signal } = new AbortController();
  expect((await collectRejects({ ...base, fetchPage: shrinking, signal })).count).toBe(1);
});
