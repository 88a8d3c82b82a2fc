import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import type { Haul } from '../../contract/handover-shapes.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { chooseVtn } from '../choose-vtn.ts';
import type { CredentialOptions } from '../credentials.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { followJob } from '../follow-job.ts';
import { reportJob } from '../job-result.ts';
import { spellBytes, spellCount, spellMany } from '../number-words.ts';
import { showPlanning } from '../planning-progress.ts';
import { runCommand } from '../run-command.ts';
import { stoppableWork } from '../stoppable-work.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { addVtnOptions, openVtnSession } from '../vtn-session.ts';

interface ImportOptions extends EverywhereOptions, CredentialOptions {
  readonly vtn?: string;
  readonly otherVtn: boolean;
  readonly start: boolean;
}

export function addImport(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--vtn <url>', 'the VTN to go on to; /openadr3 is added when the URL has no path')
    .option('--other-vtn', 'yes, this is another address than the job had before', false)
    .option('--start', 'go on with the job at once', false)
    .addHelpText(
      'after',
      '\nThe file brings no credentials, and where to send is asked anew.\n' +
        '\nExample:\n  meterhaul import north.haul --vtn https://vtn.example.com/openadr3 --token-file token.txt --start\n',
    );
  addEverywhereOptions(addVtnOptions(command));
  command.action(async (file: string, options: ImportOptions) => {
    ends(await runCommand(options, (terminal) => takeOver(file, options, terminal)));
  });
}

async function takeOver(file: string, options: ImportOptions, terminal: Terminal): Promise<ExitCode> {
  const startedAtMs = performance.now();
  await using session = await openVtnSession(options, terminal);
  const { engine } = session;
  const baseUrl = await destinationOf(engine, file, options, terminal);
  const destination = { baseUrl, profile: options.profile ?? null };
  const { otherVtn } = options;
  const stopShowing = showPlanning(engine, terminal);
  const { jobId } = await stoppableWork(engine, terminal, (workId) =>
    engine.api.importJob({ path: file, destination, otherVtn, workId }),
  )
    .catch(nameOption)
    .finally(stopShowing);
  const before = await engine.api.getJob({ jobId });
  if (!options.start) {
    tellImported(jobId, before, options, terminal);
    return exitCodes.done;
  }
  terminal.say(`Job ${jobId}`);
  await followJob(engine, jobId, terminal, () => engine.api.startJob({ jobId }));
  const seconds = (performance.now() - startedAtMs) / 1000;
  return await reportJob(engine, terminal, options.json, {
    jobId,
    seconds,
    confirmedBefore: before.points.confirmed,
  });
}

/** Said by the person and nobody else: neither the file nor the environment decides where readings go. */
async function destinationOf(
  engine: Engine,
  file: string,
  options: ImportOptions,
  terminal: Terminal,
): Promise<string> {
  const said = await chooseVtn(engine, options, {});
  if (said !== null) return said;
  const stopShowing = showPlanning(engine, terminal);
  const found = await stoppableWork(engine, terminal, (workId) =>
    engine.api.inspectHaul({ path: file, workId }),
  ).finally(stopShowing);
  tellHaul(found, terminal);
  throw new AppError(
    'usage/invalid',
    `Where to? Give the VTN with --vtn URL or --profile NAME. The job was on its way to ${found.baseUrl}. Nothing was imported.`,
  );
}

function tellHaul(found: Haul, terminal: Terminal): void {
  const { points, data } = found;
  terminal.alert(
    `Job        ${found.jobId}, made ${found.createdAt}, handed over ${found.exportedAt} by ${found.computer} (Meterhaul ${found.version})`,
  );
  terminal.alert(`Files      ${found.files.join('\n           ')}`);
  terminal.alert(`VTN        ${found.baseUrl}`);
  terminal.alert(
    `Intervals  ${spellCount(points.planned)} planned: ${spellCount(points.confirmed)} confirmed, ${spellCount(points.rejected)} rejected, ` +
      `${spellCount(points.uncertain)} uncertain, ${spellCount(points.unsent)} unsent`,
  );
  terminal.alert(`Data       ${spellMany(data.points, 'interval')}, ${spellBytes(data.bytes)}`);
  if (found.alreadyHere !== null)
    terminal.alert(`Here       as job ${found.alreadyHere.jobId}, ${found.alreadyHere.state}`);
}

function tellImported(
  jobId: string,
  { state, points, baseUrl }: Awaited<ReturnType<Engine['api']['getJob']>>,
  options: ImportOptions,
  terminal: Terminal,
): void {
  // Where all was sent there, resume would only say so.
  const verb = points.unsent + points.uncertain === 0 ? 'retry' : 'resume';
  const resume = `meterhaul ${verb} ${jobId}`;
  if (options.json) printJson({ job: jobId, state, baseUrl, points, resume, exitCode: exitCodes.done });
  else {
    const left = spellMany(points.unsent + points.uncertain + points.rejected, 'interval');
    terminal.out(`Job ${jobId} was imported, with ${left} not confirmed, to go to ${baseUrl}.`);
  }
  terminal.say(`Go on with: ${resume}`);
}

/** The engine knows no options. */
function nameOption(thrown: unknown): never {
  const isOther = thrown instanceof AppError && thrown.code === 'usage/invalid' && 'wanted' in thrown.context;
  if (!isOther) throw thrown;
  throw new AppError('usage/invalid', `${thrown.message} Here: --other-vtn.`, { context: thrown.context });
}
