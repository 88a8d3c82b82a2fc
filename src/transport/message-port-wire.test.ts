import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { transportSuite } from '../../test/suites/transport-suite.ts';
import { messagePortWire } from './message-port-wire.ts';

transportSuite('a MessageChannel, as pages have it', () => {
  const { port1, port2 } = new MessageChannel();
  return Promise.resolve({
    near: messagePortWire(port1),
    far: messagePortWire(port2),
    dispose: () => Promise.resolve(),
  });
});

transportSuite("a MessagePortMain, as Electron's processes have it", () => {
  const { port1, port2 } = new MessageChannel();
  return Promise.resolve({
    near: messagePortWire(port1),
    far: messagePortWire(new PortOfElectron(port2)),
    dispose: () => Promise.resolve(),
  });
});

/** A port with the face of Electron's MessagePortMain: an emitter whose messages are events with `data`. */
class PortOfElectron extends EventEmitter {
  private readonly port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('message', (text: unknown) => this.emit('message', { data: text, ports: [] }));
    port.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }

  start(): void {
    this.port.start();
  }

  close(): void {
    this.port.close();
  }
}
