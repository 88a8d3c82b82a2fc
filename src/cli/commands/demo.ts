import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import type { JobSummary } from '../../contract/job-shapes.ts';
import type { Engine } from '../../engine/create-engine.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { exitCodeOfJob, exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { followJob } from '../follow-job.ts';
import { printFigures } from '../job-result.ts';
import { spellBytes, spellCount, spellDuration, spellMany } from '../number-words.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

type DemoOptions = EverywhereOptions & { readonly keep: boolean };

export function addDemo(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--keep', 'leave the sample site and its ledger in the temporary folder', false)
    .addHelpText('after', '\nExample:\n  meterhaul demo\n');
  addEverywhereOptions(command);
  command.action(async (options: DemoOptions) => {
    ends(await runCommand(options, (terminal) => demo(options, terminal)));
  });
}

async function demo(options: DemoOptions, terminal: Terminal): Promise<ExitCode> {
  // Brought in only here: other commands start sooner and smaller without a meter-file writer and a VTN.
  const { makeSampleSite } = await import('../../engine/sample-site/make-sample-site.ts');
  const { startPracticeVtn } = await import('../../practice-vtn/start-practice-vtn.ts');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-demo-'));
  try {
    terminal.say(`1. Making a sample site in ${folder}`);
    const site = await makeSampleSite(folder);
    terminal.say('2. Starting the practice VTN');
    const vtn = await startPracticeVtn({ databasePath: path.join(folder, 'practice-vtn.sqlite') });
    try {
      return await migrate(
        { folder, files: [site.databasePath, site.meterFilePath], vtn },
        options,
        terminal,
      );
    } finally {
      await vtn.close();
    }
  } finally {
    if (options.keep) terminal.say(`Kept in ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

interface Rehearsal {
  readonly folder: string;
  readonly files: string[];
  readonly vtn: PracticeVtn;
}

async function migrate(
  { folder, files, vtn }: Rehearsal,
  options: DemoOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const startedAtMs = performance.now();
  const openDemoEngine = await engineOpener(folder, vtn);
  let engine = openDemoEngine();
  try {
    const { jobId, plan } = await engine.api.planJob({ files, destination: { baseUrl: vtn.baseUrl } });
    terminal.say(
      `3. Planned job ${jobId}: ${spellMany(plan.loads.total, 'load')}, ${spellMany(plan.points.planned, 'interval')}, ` +
        `about ${spellMany(plan.requests, 'request')} of ${spellBytes(plan.bytes)} in all`,
    );
    terminal.say('4. Sending, and stopping halfway');
    const halfway = await sendUntilHalfway(engine, jobId, terminal);
    await engine.close();
    terminal.say(
      `   Stopped at ${spellCount(halfway.points.confirmed)} of ${spellCount(halfway.points.planned)} points (${halfway.state}); the program has let go of everything`,
    );
    engine = openDemoEngine();
    terminal.say('5. Opening the ledger again and resuming');
    const job = await followJob(engine, jobId, terminal, () => engine.api.startJob({ jobId }));
    const seconds = (performance.now() - startedAtMs) / 1000;
    terminal.say('6. Reading every interval back from the practice VTN');
    const verification = await engine.api.verifyJob({ jobId });
    const isRight = verification.differenceCount === 0 && verification.matching === job.points.confirmed;
    const exitCode = isRight ? exitCodeOfJob(job) : exitCodes.incomplete;
    const result = { job, verification, seconds, observations: vtn.observations() };
    if (options.json)
      printJson({ ...result, job: jobId, state: job.state, loads: job.loads, points: job.points, exitCode });
    else printDemoResult(terminal, result);
    return exitCode;
  } finally {
    await engine.close();
  }
}

/** Opens the demo's engine, as often as it is wanted, on the same ledger. */
async function engineOpener(folder: string, vtn: PracticeVtn): Promise<() => Engine> {
  const { createEngine } = await import('../../engine/create-engine.ts');
  return () =>
    createEngine({
      stateDir: path.join(folder, 'state'),
      version,
      secrets: {
        credentialsFor: () =>
          Promise.resolve({
            kind: 'client',
            clientId: vtn.clientId,
            clientSecret: vtn.clientSecret,
            tokenUrl: vtn.tokenUrl,
          }),
      },
    });
}

/** Pauses as soon as half of the points are confirmed. */
async function sendUntilHalfway(engine: Engine, jobId: string, terminal: Terminal): Promise<JobSummary> {
  const unsubscribe = engine.subscribe((event) => {
    if (event.type !== 'job-changed' || event.job.points.confirmed < event.job.points.planned / 2) return;
    unsubscribe();
    void engine.api.pauseJob({ jobId });
  });
  return followJob(engine, jobId, terminal, () => engine.api.startJob({ jobId }));
}

interface DemoResult {
  readonly job: JobSummary;
  readonly verification: Awaited<ReturnType<Engine['api']['verifyJob']>>;
  readonly seconds: number;
  readonly observations: ReturnType<PracticeVtn['observations']>;
}

function printDemoResult(terminal: Terminal, { job, verification, seconds, observations }: DemoResult): void {
  terminal.out('');
  terminal.out(terminal.paint('bold', 'REHEARSAL: this went to a practice VTN, not to a real one.'));
  terminal.out(`State      ${job.state}`);
  printFigures(terminal, job);
  terminal.out(
    `Sent       ${spellMany(job.requests, 'request')}, ${spellBytes(job.bytes)}, in ${spellDuration(seconds * 1000)}`,
  );
  terminal.out(
    `Stored     ${spellCount(observations.pointsStored)} intervals at the VTN; ${spellCount(observations.rewrites)} written twice, ${spellCount(observations.changedRewrites)} of them changed`,
  );
  terminal.out(
    `Verified   ${spellCount(verification.matching)} of ${spellCount(verification.intervals)} intervals read back as sent; ${spellMany(verification.differenceCount, 'difference')}`,
  );
  terminal.out('');
  terminal.out(
    'Your own files: meterhaul upload resources.db load_data.h5 --vtn URL --token-file token.txt --dry-run',
  );
}
