import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import type { EngineOutput } from '../../contract/engine-api.ts';
import type { PlanSummary } from '../../contract/job-shapes.ts';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import type { CredentialOptions } from '../credentials.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { chooseVtn } from '../choose-vtn.ts';
import { followJob } from '../follow-job.ts';
import { printTroubles, reportJob } from '../job-result.ts';
import { spellBytes, spellCount, spellInterval, spellMany } from '../number-words.ts';
import { showPlanning } from '../planning-progress.ts';
import { addMappingOptions, readMapping } from '../mapping-options.ts';
import type { MappingOptions } from '../mapping-options.ts';
import { spellEstimate } from '../plan-words.ts';
import { addSendingOptions, checkRequest, readPace } from '../request-options.ts';
import type { SendingOptions } from '../request-options.ts';
import { runCommand } from '../run-command.ts';
import { copyAhead, spellStaged } from './stage.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { addVtnOptions, openVtnSession } from '../vtn-session.ts';

type UploadOptions = EverywhereOptions &
  CredentialOptions &
  MappingOptions &
  SendingOptions & { readonly dryRun: boolean; readonly stage: boolean };

export function addUpload(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--dry-run', 'stop after the plan; nothing is sent but a test of the connection', false)
    .option('--stage', 'copy all that is to be sent first, so that the files are not needed any more', false)
    .addHelpText(
      'after',
      '\nExample:\n  meterhaul upload resources.db load_data.h5 --vtn https://vtn.example.com/openadr3 --token-file token.txt\n' +
        '  meterhaul upload readings.csv --tz Europe/Copenhagen --resource 374cb756-d7e1-4b1b-baa6-540d48007596 --vtn …\n',
    );
  addEverywhereOptions(addVtnOptions(addSendingOptions(addMappingOptions(command))));
  command.action(async (files: string[], options: UploadOptions) => {
    ends(await runCommand(options, (terminal) => upload(files, options, terminal)));
  });
}

async function upload(files: string[], options: UploadOptions, terminal: Terminal): Promise<ExitCode> {
  const startedAtMs = performance.now();
  const mapping = await readMapping(options, { limitLoads: options.limit ?? null });
  const reading = { files, ...mapping, pace: readPace(options) };
  const reportId = options.reportId ?? null;
  await using session = await openVtnSession(options, terminal);
  const { engine } = session;
  const profile = options.profile ?? null;
  const baseUrl = await chooseVtn(engine, options, session.environment);
  const stopShowing = showPlanning(engine, terminal);
  if (options.saveMapping !== undefined) {
    const { saveMappingOf } = await import('../preset-file.ts');
    const place = await saveMappingOf(engine, reading, options.saveMapping, options.stateDir);
    terminal.say(`Mapping written to ${place}`);
  }
  if (options.dryRun) {
    const destination = baseUrl === null ? null : { baseUrl, reportId, profile };
    const plan = await engine.api.checkJob({ ...reading, destination }).finally(stopShowing);
    return reportDryRun(plan, options, reading.pace, terminal);
  }
  if (baseUrl === null)
    throw new AppError(
      'usage/invalid',
      'Where to? Give the VTN with --vtn URL or --profile NAME, or look at the plan with --dry-run.',
    );
  const request = await checkRequest({ ...reading, destination: { baseUrl, reportId, profile } });
  const { jobId, plan } = await engine.api.planJob(request).finally(stopShowing);
  if (!options.quiet) tellPlan(plan, reading.pace, terminal);
  terminal.say(`Job ${jobId}`);
  if (options.stage) terminal.say(spellStaged(await copyAhead(engine, jobId, terminal)));
  await followJob(engine, jobId, terminal, () => engine.api.startJob({ jobId }));
  const seconds = (performance.now() - startedAtMs) / 1000;
  return await reportJob(engine, terminal, options.json, { jobId, seconds, confirmedBefore: 0 });
}

function reportDryRun(
  plan: EngineOutput<'checkJob'>,
  options: UploadOptions,
  pace: PaceRequest,
  terminal: Terminal,
): ExitCode {
  const isWhole = plan.loads.skipped === 0 && plan.connection?.ok !== false;
  const exitCode = isWhole ? exitCodes.done : exitCodes.incomplete;
  if (options.json) {
    printJson({ job: null, state: 'planned', dryRun: true, ...plan, failed: [], exitCode });
    return exitCode;
  }
  tellPlan(plan, pace, { ...terminal, say: terminal.out });
  printTroubles(terminal, 'Would be skipped', plan.skipped);
  if (plan.connection !== null) {
    terminal.out(`\nConnection: ${plan.connection.ok ? 'works.' : 'does not work.'} ${plan.connection.text}`);
  }
  terminal.out('\nNothing was sent. Leave --dry-run out to send.');
  return exitCode;
}

const problemsTold = 10;

function tellPlan(plan: PlanSummary, pace: PaceRequest, terminal: Pick<Terminal, 'say'>): void {
  const { loads, points } = plan;
  const lengths = plan.intervalLengths.map(
    ({ intervalMs, series }) => `${spellInterval(intervalMs)} (${spellMany(series, 'load')})`,
  );
  terminal.say(`Files      ${plan.files.join('\n           ')}`);
  terminal.say(
    `Loads      ${spellCount(loads.total)}, of which ${spellCount(loads.skipped)} will be skipped`,
  );
  terminal.say(
    `Intervals  ${spellCount(points.planned)}, ${plan.firstStart ?? '-'} to ${plan.lastStart ?? '-'}, length ${lengths.join(', ') || '-'}`,
  );
  terminal.say(
    `Left out   ${spellCount(points.duplicate)} duplicates, ${spellCount(points.conflict)} conflicts, ${spellCount(points.gap)} gaps, ` +
      `${spellCount(plan.rowsRejected)} rejected rows`,
  );
  terminal.say(
    `To send    about ${spellMany(plan.requests, 'request')}, ${spellBytes(plan.bytes)}; ${spellEstimate(plan, pace)}`,
  );
  for (const { text } of plan.problems.slice(0, problemsTold)) terminal.say(`Note       ${text}`);
  if (plan.problems.length > problemsTold)
    terminal.say(
      `Note       … and ${spellCount(plan.problems.length - problemsTold)} more notes of this kind`,
    );
}
