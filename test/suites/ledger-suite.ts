import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Paint } from '../../src/domain/progress-spans.ts';
import { plainPaint, tallySpans } from '../../src/domain/progress-spans.ts';
import { readSpans } from '../../src/engine/ledger/job-reads.ts';
import { putBackInLine } from '../../src/engine/ledger/back-in-line.ts';
import { removeJob, setJobState } from '../../src/engine/ledger/job-writes.ts';
import type { Ledger } from '../../src/engine/ledger/ledger.ts';
import type { LedgerObserver } from '../../src/engine/ledger/ledger-observer.ts';
import { confirmSeries, endAttempt, failSeries } from '../../src/engine/ledger/progress-writes.ts';
import { answered, atMs, LedgerHand, settle, writeSending } from './ledger-hand.ts';
import { leaseSuite } from './lease-suite.ts';
import { samplePlan } from './sample-plan.ts';

export interface LedgerDoor {
  readonly ledger: Ledger;
  dispose(): void;
}

/** What every ledger owes the engine; run against each adapter. */
export function ledgerSuite(name: string, open: (observer: LedgerObserver) => LedgerDoor): void {
  describe(`a ledger in ${name}`, () => {
    let door: LedgerDoor;
    let hand: LedgerHand;
    let commits: string[];
    beforeEach(() => {
      commits = [];
      door = open({ afterCommit: (write) => commits.push(write) });
      hand = new LedgerHand(door.ledger);
    });
    afterEach(() => door.dispose());

    describe('writes that are asked for together', () => {
      it('share one transaction, and so one fsync', async () => {
        hand.insert('one');
        const held = hand.lease('one');
        commits.length = 0;
        await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => hand.decide(held, text)));
        expect(commits).toEqual(['decision']);
        expect(hand.decisions()).toEqual(['a', 'b', 'c', 'd', 'e']);
      });

      it('of two jobs fail apart: a stale lease of one does not touch the other', async () => {
        hand.insert('one');
        hand.insert('two', samplePlan([10], 'f'));
        const stale = hand.lease('one');
        hand.lease('one');
        const held = hand.lease('two');
        const results = await Promise.allSettled([hand.decide(stale, 'stale'), hand.decide(held, 'fine')]);
        expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
        expect(hand.decisions()).toEqual(['fine']);
      });

      it('are written together or not at all', async () => {
        hand.insert('one');
        const held = hand.lease('one');
        const broken = hand.ledger.writeSoon('broken', held, () => {
          throw new Error('broken');
        });
        const results = await Promise.allSettled([hand.decide(held, 'a'), broken, hand.decide(held, 'b')]);
        expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
        expect(hand.decisions()).toEqual([]);
        await hand.decide(held, 'after');
        expect(hand.decisions()).toEqual(['after']);
      });

      it('and not yet written are on disk when the ledger is closed', async () => {
        hand.insert('one');
        const held = hand.lease('one');
        const written = hand.decide(held, 'last words');
        hand.ledger.close();
        await written;
        expect(commits.at(-1)).toBe('decision');
      });
    });

    leaseSuite(() => hand);

    describe('progress', () => {
      const painted = fc.constantFrom<Paint>(null, plainPaint('confirmed'), plainPaint('uncertain'), {
        state: 'rejected',
        code: 'vtn/invalid-intervals',
        text: 'bad',
        subject: 'x',
      });
      const strokes = fc.array(
        fc.record({
          second: fc.boolean(),
          from: fc.nat(59),
          length: fc.integer({ min: 1, max: 60 }),
          paint: painted,
        }),
        { maxLength: 20 },
      );

      it('keeps planned = confirmed + rejected + uncertain + unsent, however it goes', () => {
        let nth = 0;
        fc.assert(
          fc.property(strokes, (drawn) => {
            const id = `job-${++nth}`;
            hand.insert(id, samplePlan([60, 60], String(nth)));
            const ids = hand.seriesIds(id);
            for (const { second, from, length, paint } of drawn) {
              const series = ids[second ? 1 : 0] ?? 0;
              const to = Math.min(60, from + length);
              hand.ledger.write('attempt', (database) => {
                const attempt = writeSending(database, series, from, to, id);
                endAttempt(database, { id: attempt, jobId: id, seriesId: series }, answered, [
                  { ranges: [from, to], paint },
                ]);
              });
            }
            const tallies = ids.map((series) =>
              hand.ledger.read((database) => tallySpans(readSpans(database, series))),
            );
            const sums = hand.ledger.read((database) =>
              database
                .prepare('SELECT confirmed, rejected, uncertain FROM series WHERE job_id = ? ORDER BY id')
                .all(id),
            );
            expect(sums).toEqual(tallies);
            const { planned, confirmed, rejected, uncertain } = hand.job(id);
            const total = (key: 'confirmed' | 'rejected' | 'uncertain'): number =>
              tallies.reduce((sum, tally) => sum + tally[key], 0);
            expect({ planned, confirmed, rejected, uncertain }).toEqual({
              planned: 120,
              confirmed: total('confirmed'),
              rejected: total('rejected'),
              uncertain: total('uncertain'),
            });
            expect(confirmed + rejected + uncertain).toBeLessThanOrEqual(planned);
          }),
          { numRuns: 40 },
        );
      });

      it('of what is not confirmed is put back in line by retry, what is confirmed stays', () => {
        hand.insert('one');
        const [first = 0, second = 0] = hand.seriesIds('one');
        hand.ledger.write('progress', (database) => {
          settle(database, first, 0, 100, plainPaint('confirmed'));
          confirmSeries(database, 'one', first);
          settle(database, second, 0, 20, plainPaint('confirmed'));
          settle(database, second, 20, 30, { state: 'rejected', code: 'c', text: 't', subject: 's' });
          settle(database, second, 30, 40, plainPaint('uncertain'));
          failSeries(database, 'one', second, { code: 'vtn/uncertain', text: 'why' });
        });
        expect(hand.job('one')).toMatchObject({
          confirmed: 120,
          rejected: 10,
          uncertain: 10,
          loadsFailed: 1,
        });
        expect(hand.ledger.write('retry', (database) => putBackInLine(database, 'one'))).toBe(40);
        expect(hand.job('one')).toMatchObject({
          confirmed: 120,
          rejected: 0,
          uncertain: 10,
          loadsConfirmed: 1,
          loadsFailed: 0,
        });
        // It may be at the VTN: only another answer settles it.
        expect(hand.ledger.read((database) => readSpans(database, second))).toEqual([
          { from: 0, to: 20, ...plainPaint('confirmed') },
          { from: 30, to: 40, ...plainPaint('uncertain') },
        ]);
      });
    });

    describe('resources', () => {
      it('of an unfinished job are not planned again: the message names that job', () => {
        hand.insert('one');
        expect(() => hand.insert('two')).toThrow(
          expect.objectContaining({
            code: 'job/resource-held',
            message: expect.stringContaining('meterhaul resume one') as string,
          }) as Error,
        );
        expect(hand.ledger.read((database) => database.prepare('SELECT id FROM job').pluck().all())).toEqual([
          'one',
        ]);
      });

      it.each(['completed', 'incomplete'] as const)('are free again when the job is %s', (state) => {
        hand.insert('one');
        hand.ledger.write('run', (database) => {
          setJobState(database, 'one', 'running', atMs);
          setJobState(database, 'one', state, atMs);
        });
        hand.insert('two');
        expect(() =>
          hand.ledger.write('again', (database) => setJobState(database, 'one', 'running', atMs)),
        ).toThrow(expect.objectContaining({ code: 'job/resource-held' }) as Error);
        expect(hand.job('one').state).toBe(state);
      });

      it('are free again when the job is cancelled', () => {
        hand.insert('one');
        hand.ledger.write('cancel', (database) => setJobState(database, 'one', 'cancelled', atMs));
        hand.insert('two');
      });
    });

    it('forgets a removed job with every row of it, and frees its resources', async () => {
      hand.insert('one');
      const held = hand.lease('one');
      const [series = 0] = hand.seriesIds('one');
      hand.ledger.write('progress', (database) => settle(database, series, 0, 5, plainPaint('confirmed')));
      await hand.decide(held, 'a decision');
      hand.ledger.write('remove', (database) => removeJob(database, 'one'));
      const tables = hand.ledger.read((database) =>
        database
          .prepare<[], string>(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
          )
          .pluck()
          .all(),
      );
      for (const table of tables) {
        const count = hand.ledger.read((database) =>
          database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
        );
        expect([table, count]).toEqual([table, 0]);
      }
      await expect(hand.decide(held, 'late')).rejects.toMatchObject({ code: 'job/not-found' });
      hand.insert('one');
    });

    it('refuses an arrow that does not exist, and leaves the job as it was', () => {
      hand.insert('one');
      expect(() =>
        hand.ledger.write('end', (database) => setJobState(database, 'one', 'completed', atMs)),
      ).toThrow(expect.objectContaining({ code: 'job/wrong-state' }) as Error);
      expect(hand.job('one').state).toBe('planned');
    });

    it('says job/not-found for a job that is not there', () => {
      expect(() => hand.job('nothing')).toThrow(expect.objectContaining({ code: 'job/not-found' }) as Error);
    });
  });
}
