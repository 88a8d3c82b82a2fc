import type { Command } from 'commander';
import { askYes } from '../ask-yes.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { openEngine } from '../engine-session.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { spellMany } from '../number-words.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

type EndOptions = EverywhereOptions & { readonly yes: boolean };

interface Ending {
  readonly name: 'cancel' | 'remove';
  /** What cannot be undone, asked on a terminal before it is done. */
  readonly question: (open: string) => string;
  readonly done: string;
}

const cancel: Ending = {
  name: 'cancel',
  question: (open) => `This ends the job for good, with ${open} not sent.`,
  done: 'cancelled',
};

const remove: Ending = {
  name: 'remove',
  question: (open) =>
    `This deletes the record of what was sent${open.startsWith('0 ') ? '' : `, with ${open} not sent`}.`,
  done: 'removed',
};

export function addCancel(command: Command, ends: (code: ExitCode) => void): void {
  addEnding(cancel, command, ends);
}

export function addRemove(command: Command, ends: (code: ExitCode) => void): void {
  addEnding(remove, command, ends);
}

function addEnding(ending: Ending, command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--yes', 'do not ask', false)
    .addHelpText('after', `\nExample:\n  meterhaul ${ending.name} 20261120-2305-k3f9\n`);
  addEverywhereOptions(command);
  command.action(async (jobId: string, options: EndOptions) => {
    ends(await runCommand(options, (terminal) => endJob(ending, jobId, options, terminal)));
  });
}

async function endJob(
  ending: Ending,
  jobId: string,
  options: EndOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  await using session = await openEngine(options);
  const { api } = session.engine;
  const { points } = await api.getJob({ jobId });
  if (process.stdin.isTTY && !options.yes && !options.json) {
    const open = spellMany(points.unsent + points.uncertain, 'interval');
    if (!(await askYes(`${ending.question(open)} Go on? [y/N] `))) {
      terminal.out('Nothing was changed.');
      return exitCodes.done;
    }
  }
  await (ending.name === 'cancel' ? api.cancelJob({ jobId }) : api.removeJob({ jobId }));
  if (options.json) printJson({ job: jobId, state: ending.done, exitCode: exitCodes.done });
  else terminal.out(`Job ${jobId} was ${ending.done}.`);
  return exitCodes.done;
}
