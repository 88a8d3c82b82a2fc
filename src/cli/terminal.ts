import { styleText } from 'node:util';
import { jsonPieces } from './json-pieces.ts';
import { printable } from './printable.ts';

/** Where a command writes: results to stdout, everything else to stderr. */
export interface Terminal {
  /** A line of the result. */
  out(line: string): void;
  /** A line about the way there: hints, warnings, progress. Silent with --quiet, except for `alert`. */
  say(line: string): void;
  alert(line: string): void;
  /** Replaces the live line; only on a terminal. */
  live(line: string): void;
  endLive(): void;
  readonly isLive: boolean;
  paint(colour: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string): string;
}

export interface TerminalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
}

export function openTerminal({ json, quiet, color }: TerminalOptions): Terminal {
  const { stdout, stderr } = process;
  const isLive = stderr.isTTY && !quiet;
  const isColoured = color && stderr.isTTY && process.env['NO_COLOR'] === undefined;
  let hasLive = false;
  const clearLive = (): void => {
    if (hasLive) stderr.write('\r\x1b[2K');
    hasLive = false;
  };
  const alert = (line: string): void => {
    clearLive();
    stderr.write(`${printable(line)}\n`);
  };
  return {
    out: (line) => {
      clearLive();
      (json ? stderr : stdout).write(`${printable(line)}\n`);
    },
    say: (line) => {
      if (!quiet) alert(line);
    },
    alert,
    live: (line) => {
      if (!isLive) return;
      clearLive();
      stderr.write(printable(line).slice(0, (stderr.columns || 120) - 1));
      hasLive = true;
    },
    endLive: clearLive,
    isLive,
    paint: (colour, text) => (isColoured ? styleText(colour, text, { validateStream: false }) : text),
  };
}

/** The one JSON document of a command, on stdout. */
export function printJson(value: unknown): void {
  for (const piece of jsonPieces(value)) process.stdout.write(piece);
  process.stdout.write('\n');
}
