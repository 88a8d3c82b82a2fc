import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createPlainServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { EngineEvent } from '../../src/contract/engine-events.ts';
import { profile as profileShape } from '../../src/contract/profile-shapes.ts';
import type { ConnectionStep, ConnectionTest, Profile } from '../../src/contract/profile-shapes.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine, EngineDeps } from '../../src/engine/create-engine.ts';
import { startPracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn, PracticeVtnOptions } from '../../src/practice-vtn/start-practice-vtn.ts';

type Listener = (received: IncomingMessage, response: ServerResponse) => void;

/** An engine on a state directory of its own, and servers for it to reach; all closed together. */
export interface ConnectionScene extends AsyncDisposable {
  readonly stateDir: string;
  readonly engine: Engine;
  readonly events: EngineEvent[];
  startVtn(options?: Partial<PracticeVtnOptions>): Promise<PracticeVtn>;
  /** The base URL of a server that answers as the listener does. */
  serve(listener: Listener): Promise<string>;
  /** The port of a server on 127.0.0.1, which is closed with the scene. */
  listen(server: ReturnType<typeof createPlainServer>): Promise<number>;
  startProxy(credentials: string): Promise<{ readonly url: string; readonly tunnels: () => number }>;
}

export function setConnectionScene(deps: Partial<EngineDeps> = {}): ConnectionScene {
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-connection-'));
  const engine = createEngine({
    stateDir,
    version: '0',
    secrets: { credentialsFor: () => Promise.resolve(null) },
    ...deps,
  });
  const events: EngineEvent[] = [];
  engine.subscribe((event) => events.push(event));
  const closing: (() => Promise<unknown>)[] = [() => engine.close()];
  const listen: ConnectionScene['listen'] = async (server) => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    return (server.address() as AddressInfo).port;
  };
  return {
    stateDir,
    engine,
    events,
    listen,
    startVtn: async (options = {}) => {
      const vtn = await startPracticeVtn({ databasePath: ':memory:', ...options });
      closing.push(() => vtn.close());
      return vtn;
    },
    serve: async (listener) => `http://127.0.0.1:${await listen(createPlainServer(listener))}/openadr3`,
    startProxy: (credentials) => startProxy(credentials, listen),
    [Symbol.asyncDispose]: async () => {
      for (const close of closing.reverse()) await close();
      rmSync(stateDir, { recursive: true });
    },
  };
}

export function profileOf(baseUrl: string, changes: object = {}): Profile {
  return profileShape.parse({ name: 'Site', baseUrl, ...changes });
}

export function stepOf(test: ConnectionTest, name: ConnectionStep['name']): ConnectionStep {
  const step = test.steps.find((each) => each.name === name);
  if (step === undefined) throw new Error(`no step ${name}`);
  return step;
}

/** Hands every request on to the VTN, which listens without TLS. */
export function forwardTo(vtn: PracticeVtn): Listener {
  return (received, response) => {
    const { method, url, headers } = received;
    const onward = request(
      `${vtn.origin}${url ?? ''}`,
      {
        ...(method === undefined ? {} : { method }),
        headers: { ...headers, host: new URL(vtn.origin).host },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    received.pipe(onward);
  };
}

async function startProxy(
  credentials: string,
  listen: ConnectionScene['listen'],
): Promise<{ readonly url: string; readonly tunnels: () => number }> {
  const wanted = `Basic ${Buffer.from(credentials).toString('base64')}`;
  let tunnels = 0;
  const server = createPlainServer();
  server.on('connect', (received, client) => {
    client.on('error', () => client.destroy());
    if (received.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    tunnels++;
    const [host = '', port = ''] = (received.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(client);
      client.pipe(onward);
    });
    onward.on('error', () => client.destroy());
    client.on('close', () => onward.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, tunnels: () => tunnels };
}
