import path from 'node:path';
import { expect, it } from 'vitest';
import { expectedStore, runToEnd, startRehearsal, storeOf } from '../../test/faults/rehearsal.ts';
import { processTable } from '../../test/suites/sample-plan.ts';
import { createEngine } from './create-engine.ts';
import { readJobFigures } from './ledger/job-reads.ts';
import { takeLease } from './ledger/lease.ts';
import { openLedger } from './ledger/ledger.ts';

/** At the first of each of these it falls asleep whatever its number is: that differs from run to run. */
const named = ['sources-checked', 'sending', 'outcome', 'end'];

/** A laptop sleeps at its nth write; meanwhile another process takes the job over; the laptop wakes up. */
it('at every write of a run, one whose job was taken over meanwhile writes and sends nothing more, and the other completes the job', async () => {
  const kinds = new Set<string>();
  let writes = 0;
  /** At which write it falls asleep: the nth, or the first of that name. */
  let sleepsAt: number | string = Infinity;
  let takeOver = (): void => {};
  const rehearsal = await startRehearsal(
    { vens: 1, resources: 1, loadsPerResource: 2, rows: 40 },
    {
      processes: processTable('a', () => false),
      ledgerObserver: {
        beforeCommit: (write) => {
          const together = write.split('+');
          if (++writes !== sleepsAt && !together.includes(String(sleepsAt))) return;
          sleepsAt = Infinity;
          for (const kind of together) kinds.add(kind);
          takeOver();
        },
      },
    },
  );
  const { engine, folder, clock, site } = rehearsal;
  const stateDir = path.join(folder, 'state');
  const vtn = await rehearsal.startVtn();
  const secrets = { credentialsFor: () => Promise.resolve({ kind: 'token', token: vtn.token } as const) };
  for (let tries = 0; ; tries++) {
    sleepsAt = Infinity;
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace: { chunkPoints: 25, canaryPoints: 10 } });
    let requestsThen = -1;
    takeOver = () => {
      const other = openLedger({ stateDir });
      other.write('take-over', (database) =>
        takeLease(
          database,
          jobId,
          processTable('b', () => false),
          clock.now(),
        ),
      );
      other.close();
      requestsThen = vtn.observations().requests;
    };
    writes = 0;
    // The first write takes the lease.
    sleepsAt = named[tries] ?? tries - named.length + 2;
    await runToEnd(engine, jobId).catch(() => {});
    if (requestsThen < 0) break;
    const left = openLedger({ stateDir });
    const { state, leaseOwner } = left.read((database) => readJobFigures(database, jobId));
    left.close();
    expect({ state, leaseOwner: leaseOwner?.split('/')[2] }).toEqual({ state: 'running', leaseOwner: 'b' });
    // What was on its way when it fell asleep may still arrive; nothing new leaves.
    expect(vtn.observations().requests).toBeLessThanOrEqual(requestsThen + 2);
    const there = createEngine({
      stateDir,
      version: '0.0.0-there',
      secrets,
      clock,
      random: () => 0.5,
      processes: processTable('b', () => false),
    });
    expect(await runToEnd(there, jobId)).toMatchObject({
      state: 'completed',
      points: { planned: 80, confirmed: 80 },
    });
    await there.close();
    expect(storeOf(vtn)).toEqual(expectedStore(site));
    expect(vtn.observations().changedRewrites).toBe(0);
    await engine.api.removeJob({ jobId });
  }
  expect([...kinds]).toEqual(expect.arrayContaining(named));
  await rehearsal.close();
}, 240_000);
