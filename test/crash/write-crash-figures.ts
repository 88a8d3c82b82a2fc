import { replaceSection } from '../../bench/results-file.ts';
import { spellCount } from '../../bench/spell-figures.ts';
import type { CrashFigures } from './crash-figures.ts';

interface CrashRun {
  readonly atWrites: CrashFigures;
  readonly atRandom: CrashFigures;
  readonly seed: number;
  readonly seconds: number;
}

/** Puts the figures of a long run into bench/results.md. */
export async function writeCrashFigures({ atWrites, atRandom, seed, seconds }: CrashRun): Promise<void> {
  const total = sum(atWrites, atRandom);
  const row = (
    name: string,
    { kills, jobs, lives, intervals, requests, faults, rewrites, lost, doubled }: CrashFigures,
  ) =>
    `| ${[name, ...[kills, jobs, lives, intervals, requests, faults, rewrites, lost, doubled].map(spellCount)].join(' | ')} |`;
  await replaceSection('Kills', [
    `\`METERHAUL_KILLS=${total.kills} METERHAUL_SEED=${seed} vitest run --project crash\`, ${seconds.toFixed(0)} s.`,
    '',
    'SIGKILL at each write of the ledger (before and after its commit) and at random moments, while the practice VTN',
    'slows down, fails, resets connections, cuts answers, counts too few, refuses rows and sizes, and ends tokens',
    'early. After every kill the ledger is held against the VTN, interval by interval.',
    '',
    '| killed | kills | jobs | starts | intervals | requests | faults met | sent again | lost | doubled |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    row('at each write', atWrites),
    row('at random', atRandom),
    row('all', total),
  ]);
}

function sum(a: CrashFigures, b: CrashFigures): CrashFigures {
  const keys = Object.keys(a) as (keyof CrashFigures)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as CrashFigures;
}
