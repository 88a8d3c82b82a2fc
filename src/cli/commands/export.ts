import type { Command } from 'commander';
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

type ExportOptions = EverywhereOptions & { readonly out: string };

export function addExport(command: Command, ends: (code: ExitCode) => void): void {
  command
    .requiredOption('--out <file>', 'the .haul file to write; none of that name may be there')
    .addHelpText(
      'after',
      '\nThe job no longer runs here afterwards. Secrets are not in the file.\n' +
        'A job that was exported already is exported again when its file is gone or damaged.\n' +
        '\nExample:\n  meterhaul export 20261120-2305-k3f9 --out /media/stick/north.haul\n',
    );
  addEverywhereOptions(command);
  command.action(async (jobId: string, options: ExportOptions) => {
    ends(await runCommand(options, (terminal) => handOver(jobId, options, terminal), nothingBegun));
  });
}

async function handOver(jobId: string, options: ExportOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openEngine(options);
  const { engine } = session;
  const { handedOver: before } = await engine.api.getJob({ jobId });
  const stopShowing = showPlanning(engine, terminal);
  const { path, bytes, sha256 } = await stoppableWork(engine, terminal, (workId) =>
    engine.api.exportJob({ jobId, path: options.out, workId }),
  ).finally(stopShowing);
  const { points, state } = await engine.api.getJob({ jobId });
  const { done: exitCode } = exitCodes;
  if (options.json) {
    printJson({ job: jobId, state, file: path, bytes, sha256, points, exitCode });
    return exitCode;
  }
  const left = points.unsent + points.uncertain + points.rejected;
  terminal.out(`Job ${jobId} was handed over: ${path}, ${spellBytes(bytes)}, SHA-256 ${sha256}`);
  terminal.out(`In it: ${spellMany(left, 'interval')} not confirmed yet, and all that is known of the job.`);
  terminal.say(
    'It no longer runs here. Import the file once, on one computer: nothing can keep two from sending it.',
  );
  if (before !== null)
    terminal.alert(
      `This is another file of the job than ${before.path} of ${before.at}. Should that one turn up, do not import it: ` +
        'whether somebody has, or does, cannot be told from here.',
    );
  terminal.say(`There: meterhaul import ${options.out} --vtn URL`);
  return exitCode;
}
