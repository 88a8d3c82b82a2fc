import { EventEmitter } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WebContents, WebFrameMain } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mostSavedBytes, pageNotes, pageRequests } from '../contract/page-channels.ts';
import { createShownPaths, servePageRequests } from './page-requests.ts';
import { createRecentFiles } from './recent-files.ts';
import { en } from './words/en.ts';

type Handler = (event: { senderFrame: unknown; sender: unknown }, ...sent: unknown[]) => unknown;

const electron = vi.hoisted(() => {
  const handlers = new Map<string, Handler>();
  const listeners = new Map<string, Handler>();
  return {
    handlers,
    listeners,
    ipcMain: {
      handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
      on: (channel: string, handler: Handler) => void listeners.set(channel, handler),
    },
    app: { getPath: () => '/home/documents', isPackaged: true },
    shell: { showItemInFolder: vi.fn() },
    dialog: { showOpenDialog: vi.fn(), showSaveDialog: vi.fn() },
    BrowserWindow: { fromWebContents: () => 'the window' },
    session: {},
    protocol: {},
  };
});
vi.mock('electron', () => electron);

const page = new EventEmitter() as unknown as WebContents;
const frame = (url: string, parent: unknown = null): WebFrameMain =>
  ({ url, parent }) as unknown as WebFrameMain;
const ownFrame = frame('app://meterhaul/');
const foreignFrames = [
  null,
  frame('https://example.com/'),
  frame('app://meterhaul.evil/'),
  frame('app://meterhaul/', {}),
  frame('about:blank'),
];

const connectPage = vi.fn();
const takesCommands = vi.fn();
const kept = vi.fn();
let folder: string;

beforeEach(async () => {
  vi.clearAllMocks();
  electron.handlers.clear();
  electron.listeners.clear();
  folder = await mkdtemp(path.join(tmpdir(), 'meterhaul-requests-'));
  servePageRequests({
    words: () => en,
    recent: createRecentFiles({ read: () => null, write: kept }, () => {}),
    shown: createShownPaths(),
    connectPage,
    takesCommands,
  });
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function ask(channel: string, ...sent: unknown[]): Promise<unknown> {
  return Promise.resolve(electron.handlers.get(channel)?.({ senderFrame: ownFrame, sender: page }, ...sent));
}

function tell(channel: string, ...sent: unknown[]): void {
  electron.listeners.get(channel)?.({ senderFrame: ownFrame, sender: page }, ...sent);
}

it('listens on the listed channels and on no other', () => {
  expect([...electron.handlers.keys()].toSorted()).toEqual([...pageRequests].toSorted());
  expect([...electron.listeners.keys()].toSorted()).toEqual([...pageNotes].toSorted());
});

it.each(pageRequests)('answers %s to the top frame of our own page only', async (channel) => {
  for (const senderFrame of foreignFrames) {
    const answer = electron.handlers.get(channel)?.({ senderFrame, sender: page });
    await expect(answer).rejects.toThrow("Meterhaul's own page only");
  }
  expect(electron.dialog.showOpenDialog).not.toHaveBeenCalled();
  expect(electron.dialog.showSaveDialog).not.toHaveBeenCalled();
});

it.each(pageNotes)('hears %s from the top frame of our own page only', (channel) => {
  const sent = channel === 'note-recent-files' ? [['/site/a.csv']] : [];
  for (const senderFrame of foreignFrames)
    electron.listeners.get(channel)?.({ senderFrame, sender: page }, ...sent);
  for (const done of [connectPage, takesCommands, kept, electron.shell.showItemInFolder]) {
    expect(done).not.toHaveBeenCalled();
  }
});

it.each([
  ['choose-files', ['/etc']],
  ['dropped-paths', []],
  ['dropped-paths', ['/etc/passwd']],
  ['dropped-paths', [Array.from({ length: 10_001 }, () => '/a')]],
  ['dropped-paths', [['a'.repeat(40_000)]]],
  ['save-file', ['report.html', 'text']],
  ['save-file', [{ name: 'report.html' }, new Uint8Array()]],
])('refuses what it does not understand: %s', async (channel, sent) => {
  await expect(ask(channel, ...sent)).rejects.toThrow('not understood');
});

it('gives a port to the engine, and takes commands for, the page that asks', () => {
  tell('engine-port-please');
  tell('commands-please');
  expect(connectPage).toHaveBeenCalledExactlyOnceWith(page);
  expect(takesCommands).toHaveBeenCalledExactlyOnceWith(page);
});

it('a chosen folder gives the files in it that may be of meters', async () => {
  await mkdir(path.join(folder, '2025'));
  for (const name of ['north.csv', '2025/south.h5', 'photo.jpg'])
    await writeFile(path.join(folder, name), '');
  electron.dialog.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: [folder] });
  await expect(ask('choose-folder')).resolves.toEqual([
    path.join(folder, 'north.csv'),
    path.join(folder, '2025', 'south.h5'),
  ]);
});

it('dropped folders become their files, and a relative path is none', async () => {
  await writeFile(path.join(folder, 'north.csv'), '');
  await expect(ask('dropped-paths', [folder, 'north.csv'])).resolves.toEqual([
    path.join(folder, 'north.csv'),
  ]);
});

it('shows in the file manager what was saved or dropped, and nothing that a page names by itself', async () => {
  const report = path.join(folder, 'report.html');
  tell('show-in-folder', report);
  tell('show-in-folder', '/etc/passwd');
  expect(electron.shell.showItemInFolder).not.toHaveBeenCalled();
  electron.dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: report });
  await ask('save-file', 'report.html', new Uint8Array([104, 105]));
  tell('show-in-folder', report);
  expect(electron.shell.showItemInFolder).toHaveBeenCalledExactlyOnceWith(report);
});

it('saves where the person says, whole, and leaves nothing else there', async () => {
  const report = path.join(folder, 'report.html');
  await writeFile(report, 'the one before');
  electron.dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: report });
  await expect(ask('save-file', '../../report.html', new Uint8Array([104, 105]))).resolves.toEqual({
    kind: 'saved',
    path: report,
  });
  expect(electron.dialog.showSaveDialog).toHaveBeenCalledExactlyOnceWith(
    'the window',
    expect.objectContaining({ defaultPath: path.join('/home/documents', '-..-report.html') }),
  );
  expect(await readFile(report, 'utf8')).toBe('hi');
  expect(await readdir(folder)).toEqual(['report.html']);
});

it('says in words why a file could not be written, and what to do', async () => {
  const lost = path.join(folder, 'gone', 'report.html');
  electron.dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: lost });
  await expect(ask('save-file', 'report.html', new Uint8Array([1]))).resolves.toEqual({
    kind: 'failed',
    text: en.files.folderGone,
  });
});

it('does not write more than 200 MB', async () => {
  const content = new Uint8Array(mostSavedBytes + 1);
  await expect(ask('save-file', 'export.csv', content)).resolves.toEqual({
    kind: 'failed',
    text: en.files.tooLarge,
  });
  expect(electron.dialog.showSaveDialog).not.toHaveBeenCalled();
});

it('remembers files of migrations, the latest first and each once', async () => {
  const [north, south] = [path.resolve('/site/north.csv'), path.resolve('/site/south.csv')];
  tell('note-recent-files', [north, 'relative.csv']);
  tell('note-recent-files', [south]);
  tell('note-recent-files', [north]);
  await expect(ask('recent-files')).resolves.toEqual([north, south]);
});
