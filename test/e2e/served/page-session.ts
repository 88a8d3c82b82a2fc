import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { connectEngine } from '../../../src/transport/connect-engine.ts';
import type { ConnectedEngine } from '../../../src/transport/connect-engine.ts';
import { webSocketWire } from '../../../src/transport/web-socket-wire.ts';

/** The token that the page keeps for its session. */
export async function sessionTokenOf(page: Page): Promise<string> {
  const token = await page.evaluate(() => sessionStorage.getItem('meterhaul.session'));
  if (token === null) throw new Error('The page has no session.');
  return token;
}

/** A second client of the engine behind the page, with the page's own session. */
export async function connectBeside(page: Page): Promise<ConnectedEngine> {
  const { origin } = new URL(page.url());
  const protocols = ['meterhaul.v1', `meterhaul.token.${await sessionTokenOf(page)}`];
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/engine`, protocols, { headers: { origin } });
  await once(socket, 'open');
  return connectEngine(webSocketWire(socket));
}

/** How the server answers a WebSocket: its status when it refuses, 101 when it accepts. */
export function knockWith(
  origin: string,
  protocols: string[],
  headers: Record<string, string>,
): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/engine`, protocols, { headers });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
    // `unexpected-response` has told it already.
    socket.on('error', () => {});
  });
}
