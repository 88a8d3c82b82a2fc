import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../contract/app-error.ts';
import { mappingAnswers } from '../../contract/request-shapes.ts';
import type { Reader, ReadingSpec } from './reader.ts';
import { startReader } from './start-reader.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

describe('a reader whose calls are given up', () => {
  let folder = '';
  let spool = '';
  let long = '';
  let short = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-give-up-'));
    spool = join(folder, 'spool');
    [long, short] = ['long', 'short'].map((name) => join(folder, `${name}.csv`)) as [string, string];
    const rows = (count: number): string =>
      Array.from({ length: count }, (_, row) => `${1_700_000_000_000 + row * 900_000},1.5`).join('\n');
    writeFileSync(short, `time,kWh\n${rows(200)}\n`);
    writeFileSync(long, `time,kWh\n${rows(400_000)}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const mappingOf = async (reader: Reader, path: string) => {
    const answers = mappingAnswers.parse({
      unit: 'kWh',
      kind: 'interval',
      series: 'meter 1',
      label: 'start',
    });
    const { proposal } = await reader.propose(path, { ...answers, timeZone: 'UTC', intervalMs: null });
    return proposal.mapping;
  };
  const reason = new AppError('engine/cancelled', 'It was stopped before it was done.');

  test('ends the reading at hand, answers what others asked for, and leaves nothing on the disk', async () => {
    const reader = startReader({ spoolParent: spool });
    const [mapping, longMapping] = [await mappingOf(reader, short), await mappingOf(reader, long)];
    const found = await reader.mapFile({ path: short, mapping, maxRows: null }, () => {});
    const spec: ReadingSpec = { ...wholeSeries, path: short, mapping, dataset: found.series[0]?.name ?? '' };
    const { digest, intervals } = await reader.scan(spec);
    const stop = new AbortController();
    const begun = Promise.withResolvers<null>();
    const stopped = reader
      .under(stop.signal)
      .mapFile({ path: long, mapping: longMapping, maxRows: null }, () => begun.resolve(null));
    const encoded = reader.encode({
      spec,
      digest,
      quality: { code: 'GOOD', zeroCode: null },
      ranges: [0, intervals],
      maxPoints: 100_000,
      maxBytes: 10_000_000,
      boundariesMs: [],
      gzip: false,
    });
    await begun.promise;
    stop.abort(reason);
    await expect(stopped).rejects.toBe(reason);
    expect((await encoded).points).toBe(200);
    await reader.close();
    expect(readdirSync(spool)).toEqual([]);
  });

  test('takes a call that still waits out of the line and lets the one at hand go on', async () => {
    const reader = startReader({ spoolParent: spool });
    const mapping = await mappingOf(reader, long);
    const stop = new AbortController();
    const atHand = reader.mapFile({ path: long, mapping, maxRows: 100_000 }, () => {});
    const waiting = reader.under(stop.signal).mapFile({ path: long, mapping, maxRows: null }, () => {
      throw new Error('The call was begun.');
    });
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(await atHand).toMatchObject({ rows: 100_000 });
    await expect(reader.under(stop.signal).inspect([long])).rejects.toBe(reason);
    expect(await reader.under(new AbortController().signal).inspect([short])).toBeDefined();
    await reader.close();
    expect(readdirSync(spool)).toEqual([]);
  });
});
