import { beforeEach, describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/domain/progress-spans.ts';
import { readSpans } from '../../src/engine/ledger/job-reads.ts';
import { isLeaseHeld, releaseLease } from '../../src/engine/ledger/lease.ts';
import { atMs, writeSending } from './ledger-hand.ts';
import type { LedgerHand } from './ledger-hand.ts';
import { processTable } from './sample-plan.ts';

/** The part of the ledger suite that is about who may run a job; within its `describe`. */
export function leaseSuite(useHand: () => LedgerHand): void {
  describe('the lease of a job', () => {
    let hand: LedgerHand;
    beforeEach(() => {
      hand = useHand();
    });
    it('is refused while its owner lives, and says which process that is', () => {
      hand.insert('one');
      hand.lease('one', processTable('a'));
      expect(() =>
        hand.lease(
          'one',
          processTable('b', () => true),
        ),
      ).toThrow(expect.objectContaining({ code: 'job/running-elsewhere' }) as Error);
    });

    it('of a dead owner is taken over, and what it had in flight is uncertain', () => {
      hand.insert('one');
      const first = hand.lease('one', processTable('a'));
      const [series = 0] = hand.seriesIds('one');
      hand.ledger.write('sending', (database) => writeSending(database, series, 0, 30));
      const second = hand.lease(
        'one',
        processTable('b', () => false),
      );
      expect(second.epoch).toBeGreaterThan(first.epoch);
      expect(hand.ledger.read((database) => readSpans(database, series))).toEqual([
        { from: 0, to: 30, ...plainPaint('uncertain') },
      ]);
      expect(hand.job('one')).toMatchObject({ uncertain: 30, confirmed: 0 });
    });

    it('that was taken over makes every later write of the former owner fail with job/lease-lost', async () => {
      hand.insert('one');
      const former = hand.lease('one', processTable('a'));
      hand.lease(
        'one',
        processTable('b', () => false),
      );
      await expect(hand.decide(former, 'late')).rejects.toMatchObject({ code: 'job/lease-lost' });
      expect(hand.decisions()).toEqual([]);
    });

    it('of a process that cannot be asked is believed for a minute after its last word', () => {
      hand.insert('one');
      hand.lease('one', processTable('a'));
      const elsewhere = processTable('b', () => null);
      expect(() => hand.lease('one', elsewhere, atMs + 59_999)).toThrow(
        expect.objectContaining({ code: 'job/running-elsewhere' }) as Error,
      );
      expect(hand.lease('one', elsewhere, atMs + 60_000).epoch).toBe(2);
    });

    it('that was given back is free', () => {
      hand.insert('one');
      const held = hand.lease('one', processTable('a'));
      expect(
        isLeaseHeld(
          hand.job('one'),
          processTable('b', () => true),
          atMs,
        ),
      ).toBe(true);
      hand.ledger.write('end', (database) => releaseLease(database, held));
      expect(
        isLeaseHeld(
          hand.job('one'),
          processTable('b', () => true),
          atMs,
        ),
      ).toBe(false);
      expect(
        hand.lease(
          'one',
          processTable('b', () => true),
        ).epoch,
      ).toBe(2);
    });
  });
}
