import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeElectron } from '../../test/suites/fake-electron.ts';
import type { FakeElectron, FakeMenuItem } from '../../test/suites/fake-electron.ts';
import type { JobNews, JobsNow, RunningJob } from '../contract/shell-messages.ts';

let folder: string;
let electron: FakeElectron;
const argv = process.argv;
const signals = new Map<string | symbol, () => void>();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'meterhaul-shell-'));
  process.argv = ['/opt/meterhaul'];
});

afterEach(async () => {
  process.argv = argv;
  vi.restoreAllMocks();
  vi.doUnmock('electron');
  await rm(folder, { recursive: true, force: true });
});

/** Each start has an Electron of its own; what is kept in the profile lasts. */
async function startApp(change: (state: FakeElectron['state']) => void = () => {}): Promise<FakeElectron> {
  vi.resetModules();
  signals.clear();
  electron = fakeElectron(folder);
  change(electron.state);
  vi.doMock('electron', () => electron);
  vi.spyOn(process, 'on').mockImplementation((name, listener) => {
    signals.set(name, listener as () => void);
    return process;
  });
  await import('./index.ts');
  await Promise.resolve();
  electron.windows[0]?.emit('ready-to-show');
  return electron;
}

const running = (changes: Partial<RunningJob> = {}): RunningJob => ({
  jobId: 'job-1',
  title: 'load_data.h5',
  percent: 40,
  pointsPerSecond: 90_000,
  remainingMs: 600_000,
  waiting: false,
  ...changes,
});

function tellJobs(jobs: Partial<JobsNow>): void {
  const settings = { notify: true, keepAwake: true, language: 'system' };
  electron.engines.at(-1)?.emit('message', { type: 'jobs', running: [], news: [], settings, ...jobs });
}

const news = (state: JobNews['state']): JobNews => ({
  jobId: 'job-1',
  title: 'load_data.h5',
  state,
  confirmed: 990,
  planned: 1000,
  text: 'The token is not valid any more.',
});

const [window, page] = [() => electron.windows[0]!, () => electron.windows[0]!.webContents];
const posted = (type: string): unknown[] =>
  (electron.engines.at(-1)?.postMessage.mock.calls ?? [])
    .map(([message]) => message)
    .filter((m) => m.type === type);

function takeCommands(): void {
  const senderFrame = { url: 'app://meterhaul/', parent: null };
  electron.ipcMain.emit('commands-please', { senderFrame, sender: page() });
}

function quit(): boolean {
  const event = { preventDefault: vi.fn() };
  electron.app.emit('before-quit', event);
  return event.preventDefault.mock.calls.length === 0;
}

function item(label: string, items: readonly FakeMenuItem[] = electron.state.menu): FakeMenuItem | undefined {
  return items.flatMap((each) => [each, ...(each.submenu ?? [])]).find((each) => each.label === label);
}

it('opens one window; a second start ends and hands its files to the first', async () => {
  const file = path.join(folder, 'job.haul');
  await writeFile(file, '');
  await startApp();
  takeCommands();
  expect(electron.windows).toHaveLength(1);
  electron.app.emit('second-instance', {}, [], folder, { files: [file] });
  expect(window().focus).toHaveBeenCalled();
  await vi.waitFor(() =>
    expect(page().send).toHaveBeenCalledExactlyOnceWith('command', { kind: 'open-files', paths: [file] }),
  );
  electron.app.emit('second-instance', {}, [], folder, 'anything else');
  expect(electron.windows).toHaveLength(1);

  await startApp((state) => (state.isFirst = false));
  expect(electron.windows).toHaveLength(0);
  expect(electron.app.quit).toHaveBeenCalledOnce();
});

it('opens the files that it was started with, as by association, once the page can take them', async () => {
  const file = path.join(folder, 'north.haulmap');
  await writeFile(file, '{}');
  process.argv = ['/opt/meterhaul', file];
  await startApp();
  await vi.waitFor(() => {
    takeCommands();
    expect(page().send).toHaveBeenCalledExactlyOnceWith('command', { kind: 'open-files', paths: [file] });
  });
});

it('macOS opens files by an event, before and after the window', async () => {
  const file = path.join(folder, 'job.haul');
  await writeFile(file, '');
  await startApp();
  takeCommands();
  const event = { preventDefault: vi.fn() };
  electron.app.emit('open-file', event, file);
  expect(event.preventDefault).toHaveBeenCalledOnce();
  await vi.waitFor(() =>
    expect(page().send).toHaveBeenCalledExactlyOnceWith('command', { kind: 'open-files', paths: [file] }),
  );
});

it('a closed window keeps a running job in the tray, says so once, and comes back by it', async () => {
  await startApp();
  tellJobs({ running: [running()] });
  expect(electron.trays[0]?.setToolTip).toHaveBeenLastCalledWith('Meterhaul: 40%, load_data.h5');
  expect(window().close()).toBe(false);
  expect(window().isVisible()).toBe(false);
  expect(electron.notices.map(({ words }) => words.title)).toEqual(['The job goes on']);
  electron.trays[0]?.emit('click');
  expect(window().isVisible()).toBe(true);
  window().close();
  expect(electron.notices).toHaveLength(1);
});

it('the tray is not there for a window that has yet to show itself, nor for one that quits', async () => {
  await startApp();
  window().isShown = false;
  tellJobs({});
  quit();
  await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalledOnce());
  expect(electron.trays).toHaveLength(0);
});

it('a window without a job closes, and the app with it', async () => {
  await startApp();
  tellJobs({});
  expect(window().close()).toBe(true);
  expect(electron.app.quit).toHaveBeenCalledOnce();
  expect(electron.trays).toHaveLength(0);
});

it('progress and wakefulness last as long as the job', async () => {
  await startApp();
  tellJobs({ running: [running(), running({ jobId: 'job-2', percent: 60 })] });
  expect(window().setProgressBar).toHaveBeenLastCalledWith(0.5, { mode: 'normal' });
  expect(electron.state.blockers.size).toBe(1);
  tellJobs({ running: [running({ waiting: true })] });
  expect(window().setProgressBar).toHaveBeenLastCalledWith(0.4, { mode: 'paused' });
  tellJobs({ running: [] });
  expect(window().setProgressBar).toHaveBeenLastCalledWith(-1);
  expect(electron.state.blockers.size).toBe(0);
  expect(electron.trays[0]?.destroy).toHaveBeenCalledOnce();
});

it('lets the computer sleep, and says nothing, where a person set it so', async () => {
  await startApp();
  const settings = { notify: false, keepAwake: false, language: 'da' };
  tellJobs({ running: [running()], news: [news('blocked')], settings });
  expect(electron.state.blockers.size).toBe(0);
  expect(electron.notices).toHaveLength(0);
  expect(item('Ny migrering')).toBeDefined();
  expect(electron.trays[0]?.setToolTip).toHaveBeenLastCalledWith('Meterhaul: 40\u00a0%, load_data.h5');
});

it('tells of an end and of a need, and a click opens that job', async () => {
  await startApp();
  takeCommands();
  tellJobs({ news: [news('incomplete'), news('blocked')] });
  expect(electron.notices.map(({ words }) => words)).toEqual([
    {
      title: 'Finished, with a list of what is missing',
      body: 'load_data.h5: 990 of 1,000 points are at the VTN. Open the job to see the rest and why.',
    },
    { title: 'A job needs you', body: 'load_data.h5: The token is not valid any more.' },
  ]);
  electron.notices[1]?.emit('click');
  expect(page().send).toHaveBeenLastCalledWith('command', { kind: 'show-job', jobId: 'job-1' });
});

it('who looks at the window is not told again', async () => {
  await startApp();
  window().isFocusedNow = true;
  tellJobs({ news: [news('completed')] });
  expect(electron.notices).toHaveLength(0);
});

it('quitting during a job asks; what it pauses goes on at the next start', async () => {
  await startApp();
  tellJobs({ running: [running()] });
  electron.dialog.showMessageBox.mockResolvedValue({ response: 0 });
  expect(quit()).toBe(false);
  await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalledOnce());
  expect(posted('close')).toHaveLength(1);
  expect(window().close()).toBe(true);

  await startApp();
  expect(posted('resume')).toEqual([]);
  tellJobs({});
  tellJobs({});
  expect(posted('resume')).toEqual([{ type: 'resume', jobIds: ['job-1'], because: 'quit' }]);

  await startApp();
  tellJobs({});
  expect(posted('resume')).toEqual([]);
});

it('a signal or a shutdown pauses the job without a question', async () => {
  await startApp();
  tellJobs({ running: [running()] });
  signals.get('SIGTERM')?.();
  await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalledOnce());
  expect(electron.dialog.showMessageBox).not.toHaveBeenCalled();
});

it('an engine that crashes is told of, and its job goes on when it is back', async () => {
  vi.useFakeTimers();
  try {
    await startApp();
    tellJobs({ running: [running()] });
    electron.engines[0]?.emit('exit', 139);
    expect(electron.notices.map(({ words }) => words.title)).toEqual(['The engine of Meterhaul stopped']);
    vi.advanceTimersByTime(500);
    expect(electron.engines).toHaveLength(2);
    tellJobs({});
    expect(posted('resume')).toEqual([{ type: 'resume', jobIds: ['job-1'], because: 'crash' }]);
  } finally {
    vi.useRealTimers();
  }
});

it.each([
  ['New migration', 'CmdOrCtrl+N', 'new-migration'],
  ['Open files…', 'CmdOrCtrl+O', 'choose-files'],
  ['Jobs', 'CmdOrCtrl+1', 'jobs'],
  ['Destinations', 'CmdOrCtrl+2', 'destinations'],
  ['Settings…', 'CmdOrCtrl+,', 'settings'],
  ['Save diagnostics…', undefined, 'diagnostics'],
  ['About Meterhaul and licences', undefined, 'about'],
])('the menu has %s, and brings a hidden window forward for it', async (label, accelerator, kind) => {
  await startApp();
  takeCommands();
  window().hide();
  expect(item(label)?.accelerator).toBe(accelerator);
  item(label)?.click?.();
  expect(page().send).toHaveBeenLastCalledWith('command', { kind });
  expect(window().isVisible()).toBe(true);
});

it('files of migrations stand in the menu, from one start to the next', async () => {
  await startApp();
  expect(item('Open recent')?.submenu).toMatchObject([{ label: 'No recent files' }]);
  const file = path.join(folder, 'a&b.csv');
  const senderFrame = { url: 'app://meterhaul/', parent: null };
  electron.ipcMain.emit('note-recent-files', { senderFrame, sender: page() }, [file]);
  await startApp();
  takeCommands();
  const [entry] = item('Open recent')?.submenu ?? [];
  expect(entry?.label).toMatch(/^a&&b\.csv {2}\(/);
  entry?.click?.();
  expect(page().send).toHaveBeenLastCalledWith('command', { kind: 'open-files', paths: [file] });
});
