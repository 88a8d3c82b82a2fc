import type { WebContents } from 'electron';
import type { ShellCommand } from '../contract/page-bridge.ts';
import type { ShellNote } from '../contract/page-channels.ts';

const mostHeld = 20;
const channel: ShellNote = 'command';

/** Commands on their way to the page. Those that come while none listens are held until one does. */
export interface PageCommands {
  send(command: ShellCommand): void;
  /** The page listens now; until it is loaded again, or gone. */
  takesCommands(page: WebContents): void;
}

export function createPageCommands(): PageCommands {
  let listening: WebContents | null = null;
  let held: ShellCommand[] = [];
  const watched = new WeakSet<WebContents>();
  const deafen = (page: WebContents): void => {
    if (listening === page) listening = null;
  };
  return {
    send: (command) => {
      if (listening === null) held = [...held, command].slice(-mostHeld);
      else listening.send(channel, command);
    },
    takesCommands: (page) => {
      listening = page;
      if (!watched.has(page)) {
        watched.add(page);
        page.on('did-start-loading', () => deafen(page));
        page.on('render-process-gone', () => deafen(page));
        page.once('destroyed', () => deafen(page));
      }
      for (const command of held.splice(0)) page.send(channel, command);
    },
  };
}
