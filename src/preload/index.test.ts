import { MessageChannel } from 'node:worker_threads';
import { expect, it, vi } from 'vitest';
import type { PageBridge, Wire } from '../contract/wire.ts';

const electron = await vi.hoisted(async () => {
  const { EventEmitter } = await import('node:events');
  return {
    contextBridge: { exposeInMainWorld: vi.fn() },
    ipcRenderer: Object.assign(new EventEmitter(), { send: vi.fn() }),
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

it('gives the page one function and nothing of Electron', () => {
  expect(name).toBe('meterhaul');
  expect(Object.keys(bridge)).toEqual(['onEngineWire']);
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
