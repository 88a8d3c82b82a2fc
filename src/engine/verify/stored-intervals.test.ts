import { describe, expect, it } from 'vitest';
import { createTestClock } from '../../../test/faults/test-clock.ts';
import { AppError } from '../../contract/app-error.ts';
import type { ReadBackRange, StoredInterval } from '../targets/target.ts';
import { readStored } from './stored-intervals.ts';

const away = new AppError('vtn/unreachable', 'The VTN cannot be read: refused.');

function intervals(...starts: number[]): StoredInterval[] {
  return starts.map((startMs) => ({ startMs, endMs: startMs + 1, value: 1, quality: 'GOOD' }));
}

type Step = readonly StoredInterval[] | AppError;

/** A VTN that answers each opening with the next of these: pages, until one of them is an error. */
function target(...openings: readonly Step[][]) {
  const asked: (number | undefined)[] = [];
  const readBack = (_resource: string, range?: ReadBackRange) => {
    asked.push(range?.fromMs);
    const steps = openings[asked.length - 1] ?? [];
    return Promise.resolve(
      (async function* () {
        for (const step of steps) {
          if (step instanceof AppError) throw step;
          yield await Promise.resolve(step);
        }
      })(),
    );
  };
  return { asked, readBack };
}

async function startsOf(
  vtn: ReturnType<typeof target>,
  signal = new AbortController().signal,
): Promise<number[]> {
  const starts: number[] = [];
  const stored = await readStored({ target: vtn, clock: createTestClock(), signal }, 'r', 10, 100);
  for await (const page of stored ?? []) starts.push(...page.map(({ startMs }) => startMs));
  return starts;
}

describe('reading back over a bad line', () => {
  it('goes on after the last page', async () => {
    const vtn = target(
      [intervals(10, 20), away],
      [away],
      [intervals(30), intervals(40), away],
      [intervals(50)],
    );
    expect(await startsOf(vtn)).toEqual([10, 20, 30, 40, 50]);
    expect(vtn.asked).toEqual([10, 21, 21, 41]);
  });

  it('is given up when it stays away, and at once for what waiting does not mend', async () => {
    const gone = target(...Array<Step[]>(9).fill([away]));
    await expect(startsOf(gone)).rejects.toBe(away);
    expect(gone.asked).toHaveLength(6);
    const refused = new AppError('vtn/unauthorized', 'no');
    const shut = target([refused]);
    await expect(startsOf(shut)).rejects.toBe(refused);
    expect(shut.asked).toHaveLength(1);
  });

  it('ends with who asked for it', async () => {
    const stopped = new AppError('engine/cancelled', 'stopped');
    await expect(startsOf(target([intervals(10)]), AbortSignal.abort(stopped))).rejects.toBe(stopped);
  });
});
