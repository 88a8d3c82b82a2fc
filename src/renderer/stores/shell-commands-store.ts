import { create } from 'zustand';
import type { ShellCommand } from '../../contract/page-bridge.ts';

/** Commands of the desktop app that wait for the page to follow them, the oldest first. */
export const useShellCommands = create<{ readonly waiting: readonly ShellCommand[] }>(() => ({
  waiting: [],
}));

export function noteCommand(command: ShellCommand): void {
  useShellCommands.setState(({ waiting }) => ({ waiting: [...waiting, command] }));
}

/** Takes the oldest out of the line; null when none waits. */
export function takeCommand(): ShellCommand | null {
  const [command, ...waiting] = useShellCommands.getState().waiting;
  if (command === undefined) return null;
  useShellCommands.setState({ waiting });
  return command;
}
