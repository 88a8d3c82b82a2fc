import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../contract/engine-events.ts';
import { startRehearsal } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ resources: 1, loadsPerResource: 2, rows: 50 });
});
afterAll(() => rehearsal.close());

const files = (): string[] => [rehearsal.site.databasePath, rehearsal.site.meterFilePath];
const workId = 'asked for by name';
const destination = { baseUrl: 'http://127.0.0.1:9/openadr3' };

describe('a long look at files', () => {
  const calls = [
    ['inspecting', (api: Rehearsal['engine']['api']) => api.inspectFiles({ paths: files(), workId })],
    ['a preview', (api: Rehearsal['engine']['api']) => api.previewFiles({ files: files(), workId })],
    ['a proposal', (api: Rehearsal['engine']['api']) => api.proposeMappings({ files: files(), workId })],
    [
      'a dry run',
      (api: Rehearsal['engine']['api']) => api.checkJob({ files: files(), destination: null, workId }),
    ],
    ['a plan', (api: Rehearsal['engine']['api']) => api.planJob({ files: files(), destination, workId })],
  ] as const;

  it.each(calls)(
    '(%s) ends as soon as the person stops it, and leaves no job behind',
    async (_name, call) => {
      const { api } = rehearsal.engine;
      const asked = call(api);
      await api.stopWork({ workId });
      await expect(asked).rejects.toMatchObject({ code: 'engine/cancelled' });
      expect(await api.listJobs({})).toEqual([]);
    },
  );

  it('can be asked for again under the same name, and tells of itself by it', async () => {
    const told: EngineEvent[] = [];
    const unsubscribe = rehearsal.engine.subscribe((event) => told.push(event));
    const { files: seen } = await rehearsal.engine.api.inspectFiles({ paths: files(), workId });
    unsubscribe();
    expect(seen).toHaveLength(2);
    expect(told).toContainEqual({
      type: 'work-progress',
      workId,
      work: 'inspect',
      done: 2,
      total: 2,
      text: '',
    });
  });
});
