import { AppError } from '../../contract/app-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { StoredInterval, Target } from '../targets/target.ts';

export interface ReadingParts {
  readonly target: Pick<Target, 'readBack'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
}

/** How long to wait before each new try after the line or the VTN has failed; then it is given up. */
const waitsMs = [1000, 2000, 4000, 8000, 16_000];

/**
 * The pages of a resource's stored intervals that start in [fromMs, toMs), also over a line that fails now and then: a
 * new try goes on after the last page. Null when this VTN cannot be read back. Throws AppError vtn/* when it stays away.
 */
export async function readStored(
  parts: ReadingParts,
  resourceId: string,
  fromMs: number,
  toMs: number,
): Promise<AsyncIterable<readonly StoredInterval[]> | null> {
  const { target, signal } = parts;
  const open = (nextMs: number) => target.readBack(resourceId, { fromMs: nextMs, toMs, signal });
  const first = await withPatience(parts, () => open(fromMs));
  return first === null ? null : pages(parts, first, fromMs, open);
}

async function* pages(
  parts: ReadingParts,
  first: AsyncIterable<readonly StoredInterval[]>,
  fromMs: number,
  open: (nextMs: number) => ReturnType<Target['readBack']>,
): AsyncIterable<readonly StoredInterval[]> {
  let nextMs = fromMs;
  let iterator: AsyncIterator<readonly StoredInterval[]> | null = first[Symbol.asyncIterator]();
  for (;;) {
    const page = await withPatience(parts, async () => {
      iterator ??= ((await open(nextMs)) ?? nothing())[Symbol.asyncIterator]();
      try {
        return await iterator.next();
      } catch (thrown) {
        iterator = null;
        throw thrown;
      }
    });
    if (page.done === true) return;
    yield page.value;
    nextMs = (page.value.at(-1)?.startMs ?? nextMs - 1) + 1;
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- has to be asynchronous to stand in for pages
async function* nothing(): AsyncIterable<readonly StoredInterval[]> {
  yield [];
}

async function withPatience<T>({ clock, signal }: ReadingParts, ask: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (thrown) {
      signal.throwIfAborted();
      const waitMs = waitsMs[failures];
      if (!(thrown instanceof AppError) || thrown.disposition !== 'transient' || waitMs === undefined)
        throw thrown;
      await clock.sleep(waitMs, signal);
    }
  }
}
