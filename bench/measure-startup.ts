import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { BuiltPrograms } from './build-programs.ts';
import { describeMachine, median, tabulateColumns } from './spell-figures.ts';
import { ownFlags } from '../scripts/own-start.mjs';

/** Starts of each, one after the other in turn, so that whatever else the machine does meets all of them. */
const rounds = 15;

/** How long the command line takes from the start of its process to its end, beside an empty program of Node. */
export async function measureStartup(programs: BuiltPrograms): Promise<string[]> {
  const cli = [...ownFlags, programs.pathOf('cli/index')];
  const starts: readonly (readonly [what: string, args: readonly string[]])[] = [
    ['an empty program: `node -e 0`', ['-e', '0']],
    ['`meterhaul --help`', [...cli, '--help']],
    ['`meterhaul status --help`', [...cli, 'status', '--help']],
    ['`meterhaul upload --help`', [...cli, 'upload', '--help']],
  ];
  const timesMs = starts.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [place, [, args]] of starts.entries()) timesMs[place]?.push(await timeOnce(args));
  const [empty = NaN] = timesMs.map(median);
  const rows = starts.map(([what], place) => {
    const times = timesMs[place] ?? [];
    const ratio = (median(times) / empty).toFixed(1);
    return [what, `${Math.min(...times).toFixed(0)} ms`, `${median(times).toFixed(0)} ms`, ratio];
  });
  return [
    `${rounds} starts of each in turn, from the start of the process to its end. ${describeMachine()}`,
    '',
    ...tabulateColumns(['start', 'shortest', 'median', 'median : empty program'], rows),
  ];
}

/** In milliseconds; its output is thrown away. */
async function timeOnce(args: readonly string[]): Promise<number> {
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (exitCode !== 0) throw new Error(`node ${args.join(' ')} ended with ${exitCode}.`);
  return performance.now() - startedAtMs;
}
