import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRehearsal } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { createEngine } from '../create-engine.ts';

let rehearsal: Rehearsal;
let vtn: PracticeVtn;
const port = { open: () => Promise.resolve(vtn), close: () => Promise.resolve() };
beforeAll(async () => {
  rehearsal = await startRehearsal({ resources: 1, rows: 5 }, { rehearsal: port });
  vtn = await rehearsal.startVtn();
});
afterAll(() => rehearsal.close());

describe('trying it with sample data', () => {
  it('gives one draft of one site, however often it is asked for', async () => {
    const [one, two] = [
      await rehearsal.engine.api.startRehearsal({}),
      await rehearsal.engine.api.startRehearsal({}),
    ];
    expect(two.id).toBe(one.id);
    expect(one).toMatchObject({ rehearsal: true, step: 'sources', mapping: { preset: 'ven-client' } });
    const { totals, problems } = await rehearsal.engine.api.surveyDraft({ draftId: one.id });
    expect(totals.conflicts).toBeGreaterThan(0);
    expect(problems.map(({ code }) => code)).toContain('source/gap');
  });

  it('finds the practice VTN again after the app was closed', async () => {
    const { id } = await rehearsal.engine.api.startRehearsal({});
    const again = createEngine({
      stateDir: path.join(rehearsal.folder, 'state'),
      version: '0.0.0-test',
      secrets: { credentialsFor: () => Promise.resolve(null) },
      rehearsal: port,
    });
    try {
      const { blockers, connection } = await again.api.checkDraft({ draftId: id });
      expect(blockers).toEqual([]);
      expect(connection?.ok).toBe(true);
    } finally {
      await again.close();
    }
  });

  it('says where it can be done when it cannot be done here', async () => {
    const other = await startRehearsal({ resources: 1, rows: 5 });
    try {
      await expect(other.engine.api.startRehearsal({})).rejects.toThrow(/meterhaul demo/);
    } finally {
      await other.close();
    }
  });
});
