import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Preview } from '../../src/contract/inspection-shapes.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import { allShapes } from './shapes/all-shapes.ts';
import { compareInspection, comparePreview } from './shapes/compare.ts';
import { isRefusal, requestOf } from './shapes/shape.ts';
import { closeKept } from './shapes/sqlite.ts';

let folder = '';
let engine: Engine;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-shapes-'));
  engine = createEngine({
    stateDir: path.join(folder, 'state'),
    version: '0.0.0-test',
    secrets: { credentialsFor: () => Promise.resolve(null) },
  });
});

afterAll(async () => {
  closeKept();
  await engine.close();
  rmSync(folder, { recursive: true });
});

function ownFolder(): string {
  const own = path.join(folder, String(files++));
  mkdirSync(own);
  return own;
}

const preview = (paths: readonly string[], mapping: ReturnType<typeof requestOf>): Promise<Preview> =>
  engine.api.previewFiles({ files: [...paths], mapping, limit: 1_000_000, extent: 'all' });

it('every shape has a name of its own', () => {
  const names = allShapes.map(({ axis, name }) => `${axis}: ${name}`);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});

for (const [axis, shapes] of Map.groupBy(allShapes, (shape) => shape.axis)) {
  describe(axis, () => {
    for (const { name, write, said, questions, warned, expected, inspected } of shapes) {
      it(name, async () => {
        const paths = await write(ownFolder());
        const mapping = requestOf(said);
        if (isRefusal(expected)) {
          await expect(preview(paths, mapping)).rejects.toMatchObject({
            code: expect.stringMatching(expected.code),
            message: expect.stringMatching(expected.mention),
          });
          return;
        }
        const [unsaid] = await engine.api.proposeMappings({ files: paths });
        const open = unsaid?.questions.map(({ code }) => code) ?? [];
        expect(open).toEqual(expect.arrayContaining([...questions]));
        const decisive = ['mapping/zone-unknown', 'mapping/unit-unknown'];
        expect(open.filter((code) => decisive.includes(code)).sort()).toEqual(
          questions.filter((code) => decisive.includes(code)).sort(),
        );
        if (warned !== undefined) {
          expect(unsaid?.warnings.map(({ text }) => text).join('\n')).toMatch(warned);
        }
        comparePreview(await preview(paths, mapping), expected);
        if (inspected !== undefined) {
          const { files: looked } = await engine.api.inspectFiles({ paths });
          compareInspection(looked[0], inspected);
        }
      });
    }
  });
}
