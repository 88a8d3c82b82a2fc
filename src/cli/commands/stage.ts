import type { Command } from 'commander';
import type { StagedData } from '../../contract/handover-shapes.ts';
import type { JobState } from '../../domain/job-state.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { openEngine } from '../engine-session.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { nothingBegun } from '../nothing-begun.ts';
import { spellBytes, spellMany } from '../number-words.ts';
import { showPlanning } from '../planning-progress.ts';
import { runCommand } from '../run-command.ts';
import { stoppableWork } from '../stoppable-work.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

type StageOptions = EverywhereOptions & { readonly undo: boolean };

export function addStage(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--undo', 'give the copies up again; the files must be there', false)
    .addHelpText('after', '\nExample:\n  meterhaul stage 20261120-2305-k3f9\n');
  addEverywhereOptions(command);
  command.action(async (jobId: string, options: StageOptions) => {
    ends(await runCommand(options, (terminal) => stage(jobId, options, terminal), nothingBegun));
  });
}

async function stage(jobId: string, options: StageOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openEngine(options);
  const { engine } = session;
  const { done: exitCode } = exitCodes;
  if (options.undo) {
    await engine.api.unstageJob({ jobId });
    const { state } = await engine.api.getJob({ jobId });
    if (options.json) printJson({ job: jobId, staged: false, exitCode });
    else terminal.out(`The copies of job ${jobId} were given up. ${afterwards[state] ?? readsAgain}`);
    return exitCode;
  }
  const staged = await copyAhead(engine, jobId, terminal);
  if (options.json) printJson({ job: jobId, staged: true, ...staged, exitCode });
  else terminal.out(spellStaged(staged));
  const { state } = await engine.api.getJob({ jobId });
  terminal.say(`Go on with: meterhaul ${state === 'incomplete' ? 'retry' : 'resume'} ${jobId}`);
  return exitCode;
}

const readsAgain = 'It reads its files again.';

/** Of jobs that read nothing any more. */
const afterwards: Partial<Record<JobState, string>> = {
  completed: 'It is completed and needs neither them nor its files.',
  cancelled: 'It is cancelled and needs neither them nor its files.',
  exported: 'Should its .haul file be lost, another one needs its files.',
};

/** Copies what a job still has to send, with its progress shown. */
export function copyAhead(engine: Engine, jobId: string, terminal: Terminal): Promise<StagedData> {
  const stopShowing = showPlanning(engine, terminal);
  return stoppableWork(engine, terminal, (workId) => engine.api.stageJob({ jobId, workId })).finally(
    stopShowing,
  );
}

export function spellStaged({ points, bytes }: StagedData): string {
  return `Copied ${spellMany(points, 'interval')}, ${spellBytes(bytes)}. The files are not needed any more: the stick can be pulled out.`;
}
