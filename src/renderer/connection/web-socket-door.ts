import type { Wire } from '../../contract/wire.ts';
import { webSocketWire } from '../../transport/web-socket-wire.ts';
import type { Door } from './door.ts';
import type { Session } from './session.ts';

/** In a browser: a WebSocket to the program that served the page, with the session token as a subprotocol. */
export function webSocketDoor(session: Session, url: string): Door {
  return async () => {
    const token = await session.token();
    try {
      return await openSocket(url, token);
    } catch (lost) {
      // The browser does not tell a refusal from a program that is gone.
      await session.confirm(token);
      throw lost;
    }
  };
}

function openSocket(url: string, token: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, ['meterhaul.v1', `meterhaul.token.${token}`]);
    socket.addEventListener('open', () => resolve(webSocketWire(socket)), { once: true });
    socket.addEventListener(
      'close',
      () => reject(new Error('The program that served this page does not answer.')),
      {
        once: true,
      },
    );
  });
}
