import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkReport, withChecksum } from './checksum.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-checksum-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function reportOf(...pieces: string[]): Promise<string> {
  const text = (async function* () {
    for (const piece of pieces) yield await Promise.resolve(piece);
  })();
  let whole = '';
  for await (const piece of withChecksum(text, (checksum) => `sum ${checksum} end\n`)) whole += piece;
  const file = path.join(folder, 'report.txt');
  await writeFile(file, whole);
  return file;
}

describe('the checksum of a report', () => {
  it('holds for the file as it was written', async () => {
    const file = await reportOf('Ærø\n', 'x'.repeat(200_000), '\n');
    expect(await checkReport(file)).toMatchObject({ isIntact: true });
  });

  it('shows any byte that was changed, added or taken away', async () => {
    const file = await reportOf('confirmed 6,760 of 6,794\n', 'more '.repeat(20));
    const written = await readFile(file);
    for (let at = 0; at < written.length; at++) {
      const altered = Buffer.from(written);
      altered[at] = (altered[at] ?? 0) ^ 1;
      await writeFile(file, altered);
      const checked = await checkReport(file).catch((thrown: unknown) => thrown);
      expect(checked, `byte ${at}`).not.toMatchObject({ isIntact: true });
    }
    for (const altered of [Buffer.concat([written, Buffer.from('\n')]), written.subarray(1)]) {
      await writeFile(file, altered);
      expect(await checkReport(file)).toMatchObject({ isIntact: false });
    }
  });

  it('is the last one in the file, so that a name that looks like one does no harm', async () => {
    const file = await reportOf(`meterhaul-report-sha256:${'0'.repeat(64)}\n`);
    expect(await checkReport(file)).toMatchObject({ isIntact: true });
  });

  it('is missed in a file that is no report, or was cut off', async () => {
    const file = await reportOf('a');
    await writeFile(file, (await readFile(file)).subarray(0, -80));
    await expect(checkReport(file)).rejects.toMatchObject({ code: 'usage/invalid' });
    await expect(checkReport(path.join(folder, 'none'))).rejects.toMatchObject({ code: 'source/missing' });
  });
});
