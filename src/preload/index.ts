import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { PageBridge, ShellCommand } from '../contract/page-bridge.ts';
import type { PageNote, PageRequest, SaveOutcome, ShellNote } from '../contract/page-channels.ts';
import { wireOver } from './wire-over.ts';

/**
 * All that the page gets beyond a browser's own means: wires to the engine, files that the person points at, and
 * commands of the menus. Nothing of ipcRenderer crosses; main checks who asks and what for.
 */
const bridge: PageBridge = {
  onEngineWire: (listener) => {
    let closePrevious = (): void => {};
    listen('engine-port', (event) => {
      const [port] = event.ports;
      if (port === undefined) return;
      closePrevious();
      const wire = wireOver(port);
      closePrevious = wire.close;
      listener(wire);
    });
    tell('engine-port-please');
  },
  platform: knownPlatform(process.platform),
  chooseFiles: () => ask<readonly string[]>('choose-files'),
  chooseFolder: () => ask<readonly string[]>('choose-folder'),
  droppedPaths: (files) => ask<readonly string[]>('dropped-paths', pathsOf(files)),
  saveFile: async (suggestedName, content) => {
    const outcome = await ask<SaveOutcome>('save-file', suggestedName, content);
    if (outcome.kind === 'failed') throw new Error(outcome.text);
    return outcome.kind === 'saved' ? outcome.path : null;
  },
  choosePlace: (suggestedName) => ask<string | null>('choose-place', suggestedName),
  recentFiles: () => ask<readonly string[]>('recent-files'),
  noteRecentFiles: (paths) => tell('note-recent-files', paths),
  onCommand: (listener) => {
    listen('command', (_event, command) => listener(command as ShellCommand));
    tell('commands-please');
  },
  showInFolder: (path) => tell('show-in-folder', path),
};

contextBridge.exposeInMainWorld('meterhaul', bridge);

function ask<T>(channel: PageRequest, ...input: unknown[]): Promise<T> {
  return ipcRenderer.invoke(channel, ...input) as Promise<T>;
}

function tell(channel: PageNote, ...input: unknown[]): void {
  ipcRenderer.send(channel, ...input);
}

/** One listener a channel: a page that asks again does not get everything twice. */
function listen(
  channel: ShellNote,
  listener: (event: Electron.IpcRendererEvent, first: unknown) => void,
): void {
  ipcRenderer.removeAllListeners(channel);
  ipcRenderer.on(channel, listener);
}

function pathsOf(files: readonly object[]): string[] {
  return files.map(pathOf).filter((path) => path !== '');
}

/** Empty for what a script made or what is no file at all. */
function pathOf(file: object): string {
  try {
    return webUtils.getPathForFile(file as File);
  } catch {
    return '';
  }
}

function knownPlatform(platform: string): PageBridge['platform'] {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
