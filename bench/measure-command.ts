import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Bench, Section } from './bench-parts.ts';
import { runUploads } from './run-upload.ts';
import {
  describeMachine,
  median,
  spellCount,
  spellMegabytes,
  spellRatio,
  spellSeconds,
  tabulateColumns,
} from './spell-figures.ts';
import { runMeasured, startVtnStub } from './start-programs.ts';

const runs = 5;

/** The command line as it is released, from its start to its end, with the site of `npm run demo`. */
export async function measureCommand(bench: Bench): Promise<Section> {
  const { files } = await bench.sites.make({});
  const upload = await runUploads(runs, bench.programs, bench.folder, { files, loads: 0 });
  await using stub = await startVtnStub();
  const stateDir = path.join(bench.folder, 'command-state');
  const whole = await time(bench, [
    'upload',
    ...files,
    '--vtn',
    stub.baseUrl,
    '--state-dir',
    stateDir,
    '--json',
  ]);
  const alone = upload.planSeconds + upload.sendSeconds;
  return {
    title: 'The command line',
    lines: [
      `\`npm run bench -- --command\`. ${describeMachine()}`,
      '',
      `The site of \`npm run demo\`: ${upload.loads} loads, ${spellCount(upload.points)} points, ${upload.requests} requests to the stub that counts.`,
      `The median of ${runs} processes each.`,
      '',
      ...tabulateColumns(
        ['what', 'time', ': plan and upload alone', 'peak memory'],
        [
          [
            'plan alone, thread and library started for it',
            spellSeconds(upload.planSeconds),
            spellRatio(upload.planSeconds, alone),
            '-',
          ],
          [
            'plan and upload alone',
            spellSeconds(alone),
            spellRatio(alone, alone),
            spellMegabytes(upload.peakBytes),
          ],
          row('`meterhaul upload`, from start to end', whole, alone),
        ],
      ),
    ],
  };
}

interface Timed {
  readonly seconds: number;
  readonly peakBytes: number;
}

function row(what: string, { seconds, peakBytes }: Timed, alone: number): string[] {
  return [what, spellSeconds(seconds), spellRatio(seconds, alone), spellMegabytes(peakBytes)];
}

/** Each run with a state folder that is not there yet. */
async function time(bench: Bench, args: readonly string[]): Promise<Timed> {
  const seconds: number[] = [];
  let peakBytes = 0;
  for (let run = 0; run < runs; run++) {
    const figures = path.join(bench.folder, 'peak');
    const done = await runMeasured(
      bench.programs.pathOf('cli/index'),
      args,
      { METERHAUL_TOKEN: 'counted-only' },
      figures,
    );
    if (done.exitCode !== 0) throw new Error(`meterhaul ${args.join(' ')} ended with ${done.exitCode}.`);
    seconds.push(done.seconds);
    peakBytes = Math.max(peakBytes, done.peakBytes);
    await rm(path.join(bench.folder, 'command-state'), { recursive: true, force: true });
  }
  return { seconds: median(seconds), peakBytes };
}
