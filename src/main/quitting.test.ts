import { beforeEach, expect, it, vi } from 'vitest';
import { createQuitting } from './quitting.ts';
import type { QuitAnswer, Quitting } from './quitting.ts';

const parts = {
  ask: vi.fn<(jobs: number) => Promise<QuitAnswer>>(),
  note: vi.fn(),
  hideWindow: vi.fn(),
  closeEngine: vi.fn(() => Promise.resolve()),
  quit: vi.fn(),
};
let running: string[];
let quitting: Quitting;

beforeEach(() => {
  vi.clearAllMocks();
  running = ['job-1'];
  quitting = createQuitting({ ...parts, running: () => running });
});

function quitOnce(): boolean {
  const event = { preventDefault: vi.fn() };
  quitting.beforeQuit(event);
  return event.preventDefault.mock.calls.length === 0;
}

it('asks nobody when no job runs, and quits when the engine has let go of the ledger', async () => {
  running = [];
  expect(quitOnce()).toBe(false);
  expect(quitOnce()).toBe(false);
  await vi.waitFor(() => expect(parts.quit).toHaveBeenCalledOnce());
  expect(parts.ask).not.toHaveBeenCalled();
  expect(parts.closeEngine).toHaveBeenCalledOnce();
  expect(parts.note).not.toHaveBeenCalled();
  expect(quitOnce()).toBe(true);
});

it('pausing notes which jobs go on at the next start, before the engine is closed', async () => {
  parts.ask.mockResolvedValue('pause');
  parts.closeEngine.mockImplementation(() => {
    expect(parts.note).toHaveBeenCalledExactlyOnceWith(['job-1']);
    running = [];
    return Promise.resolve();
  });
  expect(quitOnce()).toBe(false);
  await vi.waitFor(() => expect(parts.quit).toHaveBeenCalledOnce());
  expect(parts.ask).toHaveBeenCalledExactlyOnceWith(1);
  expect(quitting.isEnding()).toBe(true);
  expect(quitOnce()).toBe(true);
});

it.each(['tray', 'cancel'] as const)(
  '%s lets the job run, and the next quitting asks again',
  async (answer) => {
    parts.ask.mockResolvedValue(answer);
    expect(quitOnce()).toBe(false);
    await vi.waitFor(() => {
      quitOnce();
      expect(parts.ask).toHaveBeenCalledTimes(2);
    });
    expect(parts.closeEngine).not.toHaveBeenCalled();
    expect(parts.hideWindow.mock.calls.length > 0).toBe(answer === 'tray');
    expect(quitting.isEnding()).toBe(false);
  },
);

it('asks once, however often quitting is chosen', () => {
  parts.ask.mockReturnValue(new Promise(() => {}));
  quitOnce();
  quitOnce();
  expect(parts.ask).toHaveBeenCalledOnce();
});

it('a computer that shuts down while the question stands gets its jobs paused and noted', async () => {
  const answer = Promise.withResolvers<QuitAnswer>();
  parts.ask.mockReturnValue(answer.promise);
  quitOnce();
  quitting.quitWithoutAsking();
  await vi.waitFor(() => expect(parts.quit).toHaveBeenCalledOnce());
  expect(parts.note).toHaveBeenCalledExactlyOnceWith(['job-1']);
  answer.resolve('cancel');
  // Whatever follows the answer has happened then.
  await new Promise((resolve) => setImmediate(resolve));
  expect(quitting.isEnding()).toBe(true);
});

it('an ending session of Windows finds the note written at once', () => {
  quitting.sessionEnds();
  expect(parts.note).toHaveBeenCalledExactlyOnceWith(['job-1']);
});
