import { MessageChannel } from 'node:worker_threads';
import { beforeEach, expect, it, vi } from 'vitest';
import type { PageBridge } from '../contract/page-bridge.ts';
import type { Wire } from '../contract/wire.ts';

const electron = await vi.hoisted(async () => {
  const { EventEmitter } = await import('node:events');
  return {
    contextBridge: { exposeInMainWorld: vi.fn() },
    ipcRenderer: Object.assign(new EventEmitter(), { send: vi.fn(), invoke: vi.fn() }),
    webUtils: {
      getPathForFile: (file: { path?: string }): string => {
        if (file.path === undefined) throw new TypeError('not a file');
        return file.path;
      },
    },
  };
});
vi.mock('electron', () => electron);

await import('./index.ts');
const [name, bridge] = electron.contextBridge.exposeInMainWorld.mock.lastCall as [string, PageBridge];

function sendPort(): MessageChannel {
  const channel = new MessageChannel();
  electron.ipcRenderer.emit('engine-port', { ports: [channel.port1] });
  return channel;
}

beforeEach(() => {
  electron.ipcRenderer.send.mockClear();
  electron.ipcRenderer.invoke.mockReset();
});

it('gives the page what is listed, and nothing of Electron', () => {
  expect(name).toBe('meterhaul');
  expect(Object.keys(bridge).toSorted()).toEqual([
    'chooseFiles',
    'chooseFolder',
    'choosePlace',
    'droppedPaths',
    'noteRecentFiles',
    'onCommand',
    'onEngineWire',
    'platform',
    'recentFiles',
    'saveFile',
    'showInFolder',
  ]);
});

it('names dropped files by their paths; what a script made has none', async () => {
  electron.ipcRenderer.invoke.mockResolvedValue(['/site/a.csv']);
  const files = [{ path: '/site/a.csv' }, { path: '' }, { name: 'no file' }];
  await expect(bridge.droppedPaths(files)).resolves.toEqual(['/site/a.csv']);
  expect(electron.ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith('dropped-paths', ['/site/a.csv']);
});

it('tells where the engine is to write a file, or that none was chosen', async () => {
  electron.ipcRenderer.invoke.mockResolvedValueOnce('/site/job.haul').mockResolvedValueOnce(null);
  await expect(bridge.choosePlace('job.haul')).resolves.toBe('/site/job.haul');
  await expect(bridge.choosePlace('job.haul')).resolves.toBeNull();
  expect(electron.ipcRenderer.invoke).toHaveBeenLastCalledWith('choose-place', 'job.haul');
});

it('tells where a file was saved, that none was chosen, or why it could not be', async () => {
  const content = new Uint8Array([1]);
  electron.ipcRenderer.invoke.mockResolvedValueOnce({ kind: 'saved', path: '/site/report.html' });
  await expect(bridge.saveFile('report.html', content)).resolves.toBe('/site/report.html');
  electron.ipcRenderer.invoke.mockResolvedValueOnce({ kind: 'cancelled' });
  await expect(bridge.saveFile('report.html', content)).resolves.toBeNull();
  electron.ipcRenderer.invoke.mockResolvedValueOnce({ kind: 'failed', text: 'There is no room left there.' });
  await expect(bridge.saveFile('report.html', content)).rejects.toThrow('There is no room left there.');
});

it('hands commands to the latest listener only, and nothing of the event', () => {
  const [first, second] = [vi.fn(), vi.fn()];
  bridge.onCommand(first);
  bridge.onCommand(second);
  electron.ipcRenderer.emit('command', { sender: 'ipcRenderer' }, { kind: 'jobs' });
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledExactlyOnceWith({ kind: 'jobs' });
  expect(electron.ipcRenderer.send).toHaveBeenLastCalledWith('commands-please');
});

it('asks for a port when the page wants one, and carries text over it both ways', async () => {
  const wires: Wire[] = [];
  bridge.onEngineWire((wire) => wires.push(wire));
  expect(electron.ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('engine-port-please');
  const { port2 } = sendPort();
  const [wire] = wires;
  const received = new Promise((resolve) => port2.once('message', resolve));
  wire?.post('from the page');
  await expect(received).resolves.toBe('from the page');
  const answered = new Promise((resolve) => wire?.onMessage(resolve));
  port2.postMessage('from the engine');
  await expect(answered).resolves.toBe('from the engine');
  const closed = new Promise<void>((resolve) => wire?.onClose(resolve));
  port2.close();
  await closed;
});

it('closes the wire of an engine that died as soon as the port of the next one arrives', () => {
  const wires: Wire[] = [];
  bridge.onEngineWire((wire) => wires.push(wire));
  const first = sendPort();
  const closed = vi.fn();
  wires[0]?.onClose(closed);
  const second = sendPort();
  expect(closed).toHaveBeenCalledOnce();
  expect(wires).toHaveLength(2);
  wires[1]?.close();
  first.port2.close();
  second.port2.close();
});
