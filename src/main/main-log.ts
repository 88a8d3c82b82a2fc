import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const longLogBytes = 2 * 1024 * 1024;
const mostHeldLines = 500;

export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** What the shell did, beside the log of the engine and in the same form: a JSON line an event. */
export interface MainLog {
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
  error(message: string, facts?: Facts): void;
  /** Lines are held in memory until the engine has told where its folder is; then they go to `logs/desktop-app.log`. */
  writeTo(stateDir: string): void;
}

export function createMainLog(now: () => number = Date.now): MainLog {
  let held: string[] = [];
  let file: string | null = null;
  const add = (level: number, message: string, facts: Facts = {}): void => {
    const line = `${JSON.stringify({ level, time: now(), pid: process.pid, ...facts, msg: message })}\n`;
    if (file !== null) append(file, line);
    else if (held.length < mostHeldLines) held.push(line);
  };
  return {
    info: (message, facts) => add(30, message, facts),
    warn: (message, facts) => add(40, message, facts),
    error: (message, facts) => add(50, message, facts),
    writeTo: (stateDir) => {
      const chosen = path.join(stateDir, 'logs', 'desktop-app.log');
      if (file === chosen) return;
      file = chosen;
      setAsideLongLog(chosen);
      append(chosen, held.join(''));
      held = [];
    },
  };
}

function setAsideLongLog(file: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > longLogBytes) renameSync(file, file.replace(/\.log$/, '.previous.log'));
  } catch {
    // Appending tells no more about it.
  }
}

/** A full disk must not end the app. */
function append(file: string, lines: string): void {
  try {
    if (lines !== '') appendFileSync(file, lines, { mode: 0o600 });
  } catch {
    // There is nowhere left to say so.
  }
}
