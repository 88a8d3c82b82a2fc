import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import type { UndoPlan, UndoResult } from '../../contract/handover-shapes.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { askYes } from '../ask-yes.ts';
import type { CredentialOptions } from '../credentials.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { spellCount, spellMany } from '../number-words.ts';
import { showPlanning } from '../planning-progress.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { addVtnOptions, openVtnSession } from '../vtn-session.ts';
import { untilStopped } from '../until-stopped.ts';

type UndoOptions = EverywhereOptions & CredentialOptions & { readonly yes: boolean };

export function addUndo(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--yes', 'do not ask', false)
    .addHelpText('after', '\nExample:\n  meterhaul undo 20261120-2305-k3f9 --token-file token.txt\n');
  addEverywhereOptions(addVtnOptions(command));
  command.action(async (jobId: string, options: UndoOptions) => {
    ends(await runCommand(options, (terminal) => undo(jobId, options, terminal)));
  });
}

async function undo(jobId: string, options: UndoOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openVtnSession(options, terminal);
  const { engine } = session;
  const profile = options.profile ?? null;
  const plan = await engine.api.planUndo({ jobId, profile });
  if (plan.intervals === 0) return sayNothing(jobId, plan, options, terminal);
  if (!plan.canUndo) throw new AppError('usage/invalid', plan.text, { context: { jobId } });
  if (!(await isAgreed(jobId, plan, options, terminal))) {
    terminal.out('Nothing was changed.');
    return exitCodes.done;
  }
  const done = await undoFollowed(engine, terminal, { jobId, intervals: plan.intervals, profile });
  const { state } = await engine.api.getJob({ jobId });
  if (options.json) printJson({ job: jobId, state, ...done, exitCode: exitCodes.done });
  else printResult(jobId, done, terminal);
  return exitCodes.done;
}

/** What was asked for is so already. */
function sayNothing(jobId: string, plan: UndoPlan, options: UndoOptions, terminal: Terminal): ExitCode {
  if (options.json) printJson({ job: jobId, loads: 0, deleted: 0, left: 0, exitCode: exitCodes.done });
  else terminal.out(plan.text);
  return exitCodes.done;
}

/** Throws usage/invalid where nobody can be asked and --yes is missing. */
async function isAgreed(
  jobId: string,
  plan: UndoPlan,
  options: UndoOptions,
  terminal: Terminal,
): Promise<boolean> {
  const what = `${spellMany(plan.intervals, 'interval')} of ${spellMany(plan.loads, 'load')}`;
  terminal.say(`Deletes ${what} that job ${jobId} has sent.`);
  terminal.say(plan.text);
  if (options.yes) return true;
  if (options.json || !process.stdin.isTTY)
    throw new AppError('usage/invalid', `This would delete ${what}. Say --yes when that is wanted.`);
  return askYes('Go on? [y/N] ');
}

const workId = 'undo';

/** The first SIGINT or SIGTERM lets the request in flight finish; what is deleted by then is written down. */
async function undoFollowed(
  engine: Engine,
  terminal: Terminal,
  asked: { readonly jobId: string; readonly intervals: number; readonly profile: string | null },
): Promise<UndoResult> {
  const stopShowing = showPlanning(engine, terminal);
  void untilStopped().then(() => {
    terminal.alert(`Stopping after this request. Go on with: meterhaul undo ${asked.jobId}`);
    return engine.api.stopWork({ workId });
  });
  return engine.api.undoJob({ ...asked, workId }).finally(stopShowing);
}

function printResult(jobId: string, { loads, deleted, left }: UndoResult, terminal: Terminal): void {
  terminal.out(
    `Undone: ${spellMany(deleted, 'interval')} of ${spellMany(loads, 'load')} deleted at the VTN.`,
  );
  if (left > 0)
    terminal.out(`${spellCount(left)} were not there, or are left as somebody else has written them since.`);
  terminal.out(`Job ${jobId} is cancelled; its record stays until it is removed.`);
}
