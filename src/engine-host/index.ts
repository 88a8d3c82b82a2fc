import { homedir } from 'node:os';
import { createEngine } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { environmentSecrets } from '../engine/ports/environment-secrets.ts';
import { openFileLog } from '../engine/ports/file-log.ts';
import { defaultStateDir } from '../engine/ports/state-directory.ts';
import { messagePortWire } from '../transport/message-port-wire.ts';
import type { TinyMessagePort } from '../transport/message-port-wire.ts';
import { serveEngine } from '../transport/serve-engine.ts';
import { failedEngine } from './failed-engine.ts';

/** The port to Electron's main process, which a utility process has and plain Node has not. */
interface ParentPort {
  on(
    type: 'message',
    listener: (event: { readonly data: unknown; readonly ports: TinyMessagePort[] }) => void,
  ): void;
}

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
const version = process.argv[2];
if (parentPort === undefined || version === undefined) {
  throw new Error('The engine host is started by the desktop app, with its version as the argument.');
}

const engine = startEngine(version);

parentPort.on('message', ({ data, ports }) => {
  const { type } = data as { readonly type?: unknown };
  const [port] = ports;
  if (type === 'page' && port !== undefined) serveEngine(engine, messagePortWire(port));
  if (type === 'close') void engine.close().finally(() => process.exit(0));
});

function startEngine(version: string): Engine {
  try {
    const stateDir = defaultStateDir(process.env, process.platform, homedir());
    const log = openFileLog(stateDir, 'info');
    return createEngine({ stateDir, version, secrets: environmentSecrets(process.env), log });
  } catch (reason) {
    return failedEngine(reason);
  }
}
