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
  readonly description: string;
  /** What cannot be undone, asked on a terminal before it is done. */
  readonly question: (open: string) => string;
  readonly done: string;
}

const cancel: Ending = {
  name: 'cancel',
  description: 'end a job for good; what is confirmed stays at the VTN',
  question: (open) => `This ends the job for good, with ${open} not sent.`,
  done: 'cancelled',
};

const remove: Ending = {
  name: 'remove',
  description: 'forget a job: its record is deleted, nothing at the VTN is',
  question: (open) =>
    `This deletes the record of what was sent${open.startsWith('0 ') ? '' : `, with ${open} not sent`}.`,
  done: 'removed',
};

export function addEndings(program: Command, ends: (code: ExitCode) => void): void {
  for (const ending of [cancel, remove]) {
    const command = program
      .command(ending.name)
      .description(ending.description)
      .argument('<job>', 'the id; see meterhaul jobs')
      .option('--yes', 'do not ask', false)
      .addHelpText('after', `\nExample:\n  meterhaul ${ending.name} 20261120-2305-k3f9\n`);
    addEverywhereOptions(command);
    command.action(async (jobId: string, options: EndOptions) => {
      ends(await runCommand(options, (terminal) => endJob(ending, jobId, options, terminal)));
    });
  }
}

async function endJob(
  ending: Ending,
  jobId: string,
  options: EndOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  await using session = openEngine(options);
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
