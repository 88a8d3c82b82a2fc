import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { Bench, Section } from './bench-parts.ts';
import { ownDatasets, realShapeOf } from './made-sites.ts';
import type { SiteFiles } from './made-sites.ts';
import type { ProfileFigures, ProfileOrders } from './profile-words.ts';
import { describeMachine, spellCount, spellSeconds, tabulateColumns } from './spell-figures.ts';
import { runForFigures, startVtnStub } from './start-programs.ts';

const listed = 14;
/** A profile needs no more. */
const mostPoints = 10_000_000;

/** Where the time of each thread goes while an upload runs: its functions by the time spent in them alone. */
export async function measureProfile(bench: Bench): Promise<Section> {
  const points = Math.min(bench.points, mostPoints);
  const own = await bench.sites.make(ownDatasets(points));
  const shared = await bench.sites.make(realShapeOf(points));
  return {
    title: 'Profile',
    lines: [
      `\`npm run bench -- --profile\`. ${describeMachine()}`,
      '',
      'Functions by the time spent in them alone, sampled every 0.5 ms while a job is sent to the stub that counts; shares are',
      'of the time in which the thread was not idle. Native code of the ledger is SQLite, which waits for the disk: each',
      "request is written down before and after it is sent. The reader's part is done in the main thread of a process, where",
      'it can be profiled.',
      ...tell(
        "The engine's thread, datasets shared as on the largest site",
        await run(bench, shared, 'engine'),
      ),
      ...tell("The engine's thread, a dataset for each load", await run(bench, own, 'engine')),
      ...tell("The reader's thread, a dataset for each load", await run(bench, own, 'reader')),
    ],
  };
}

async function run(
  { folder }: Bench,
  { files }: SiteFiles,
  thread: ProfileOrders['thread'],
): Promise<ProfileFigures> {
  await using stub = await startVtnStub();
  const stateDir = await mkdtemp(path.join(folder, 'profile-'));
  const [databasePath = '', meterFilePath = ''] = files;
  const orders: ProfileOrders = { thread, stateDir, databasePath, meterFilePath, baseUrl: stub.baseUrl };
  return await runForFigures<ProfileFigures>(path.join(import.meta.dirname, 'profile-run.ts'), orders);
}

function tell(what: string, { points, seconds, functions }: ProfileFigures): string[] {
  const busy = functions.reduce((sum, each) => sum + each.seconds, 0);
  const rows = functions
    .slice(0, listed)
    .map(({ name, file, seconds: spent }) => [
      `\`${name}\``,
      file,
      `${((spent / points) * 1e9).toFixed(1)} ms`,
      `${((spent / busy) * 100).toFixed(1)} %`,
    ]);
  return [
    '',
    `${what}: ${spellCount(points)} points in ${spellSeconds(seconds)}, busy for ${spellSeconds(busy)}.`,
    '',
    ...tabulateColumns(['function', 'where', 'a million points', 'of the busy time'], rows),
  ];
}
