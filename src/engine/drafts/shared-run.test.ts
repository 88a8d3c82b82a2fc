import { describe, expect, it } from 'vitest';
import { shareRun } from './shared-run.ts';

interface Work {
  readonly run: ReturnType<typeof shareRun<string>>;
  readonly finish: (result: string) => void;
  readonly tell: (done: number) => void;
  readonly signal: AbortSignal;
}

function begin(): Work {
  const parts: Partial<Record<keyof Work, unknown>> = {};
  const run = shareRun<string>(
    (signal, progress) =>
      new Promise((resolve, reject) => {
        Object.assign(parts, { finish: resolve, signal, tell: (done: number) => progress(done, 10, '') });
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  );
  return { ...(parts as unknown as Work), run };
}

describe('work that is shared', () => {
  it('is done once and told to all who wait', async () => {
    const work = begin();
    const told: number[] = [];
    const progress = (done: number): void => void told.push(done);
    const waits = [1, 2].map(() => work.run.join(new AbortController().signal, progress));
    work.tell(4);
    work.finish('read');
    expect(await Promise.all(waits)).toEqual(['read', 'read']);
    expect(told).toEqual([4, 4]);
  });

  it('goes on when one of two stops, and ends when the other stops too', async () => {
    const work = begin();
    const [one, other] = [new AbortController(), new AbortController()];
    const waits = [one, other].map(({ signal }) => work.run.join(signal, () => undefined));
    one.abort(new Error('stopped by one'));
    await expect(waits[0]).rejects.toThrow('stopped by one');
    expect(work.signal.aborted).toBe(false);
    other.abort(new Error('stopped by the other'));
    await expect(waits[1]).rejects.toThrow('stopped by the other');
    expect(work.signal.aborted).toBe(true);
    expect(work.run.isGivenUp).toBe(true);
  });
});
