import { toEngineHost } from '../contract/shell-messages.ts';
import type { FromEngineHost, ToEngineHost } from '../contract/shell-messages.ts';
import type { TinyMessagePort } from '../transport/message-port-wire.ts';

/** The port to Electron's main process, which a utility process has and plain Node has not. */
interface ParentPort {
  on(
    type: 'message',
    listener: (event: { readonly data: unknown; readonly ports: TinyMessagePort[] }) => void,
  ): void;
  postMessage(message: FromEngineHost): void;
}

export interface ShellPort {
  post(message: FromEngineHost): void;
  /** What cannot be understood is left out. A port comes with `page`. */
  onMessage(listener: (message: ToEngineHost, port: TinyMessagePort | undefined) => void): void;
}

/** Throws where there is no shell: the host is no program to be started by hand. */
export function openShellPort(): ShellPort {
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
  if (parentPort === undefined) throw new Error('The engine host is started by the desktop app.');
  return {
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) =>
      parentPort.on('message', ({ data, ports }) => {
        const message = toEngineHost.safeParse(data);
        if (message.success) listener(message.data, ports[0]);
      }),
  };
}
