import { expect, it, vi } from 'vitest';
import { createGoingOn } from './going-on.ts';
import type { GoingOn } from './going-on.ts';

interface Start {
  readonly goingOn: GoingOn;
  readonly post: ReturnType<typeof vi.fn>;
  nowMs: number;
}

type Note = { jobIds: string[] } | null;

function start(note: { current: Note }): Start {
  const begun: { nowMs: number } = { nowMs: 0 };
  const post = vi.fn();
  const kept = { read: () => note.current, write: (value: Note) => void (note.current = value) };
  const goingOn = createGoingOn(kept, post, () => begun.nowMs);
  return Object.assign(begun, { goingOn, post });
}

it('jobs that quitting paused go on once the engine of the next start works, and not twice', () => {
  const note: { current: Note } = { current: null };
  const first = start(note);
  first.goingOn.engineWorks();
  expect(first.post).not.toHaveBeenCalled();
  first.goingOn.noteQuitting(['job-1']);
  // The engine still tells that its jobs have paused.
  first.goingOn.engineWorks();

  const second = start(note);
  second.goingOn.engineWorks();
  second.goingOn.engineWorks();
  expect(second.post).toHaveBeenCalledExactlyOnceWith({ type: 'resume', jobIds: ['job-1'], because: 'quit' });
  expect(note.current).toBeNull();
});

it('jobs that a crash took down go on when the engine is back', () => {
  const { goingOn, post } = start({ current: null });
  goingOn.engineWorks();
  expect(goingOn.engineStopped(['job-1', 'job-2'])).toBe(true);
  // It stopped again before it worked: they are still to go on.
  expect(goingOn.engineStopped([])).toBe(true);
  goingOn.engineWorks();
  goingOn.engineWorks();
  expect(post).toHaveBeenCalledExactlyOnceWith({
    type: 'resume',
    jobIds: ['job-1', 'job-2'],
    because: 'crash',
  });
});

it('an engine that keeps stopping is left without its jobs until a person resumes them', () => {
  const begun = start({ current: null });
  const stopAndWork = (): boolean => {
    const goesOn = begun.goingOn.engineStopped(['job-1']);
    begun.goingOn.engineWorks();
    return goesOn;
  };
  expect([1, 2, 3, 4].map(stopAndWork)).toEqual([true, true, true, false]);
  expect(begun.post).toHaveBeenCalledTimes(3);
  begun.nowMs = 11 * 60_000;
  expect(stopAndWork()).toBe(true);
});
