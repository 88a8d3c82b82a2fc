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
    { kills, jobs, lives, intervals, requests, faults, rewrites, lost, doubled, unanswered }: CrashFigures,
  ) =>
    `| ${[name, ...[kills, jobs, lives, intervals, requests, faults, rewrites, lost, doubled, unanswered].map(spellCount)].join(' | ')} |`;
  await replaceSection('Kills', [
    `\`METERHAUL_KILLS=${total.kills} METERHAUL_SEED=${seed} vitest run --project crash\`, ${seconds.toFixed(0)} s (${(total.kills / seconds).toFixed(1)} kills/s).`,
    '',
    'SIGKILL at each write of the ledger (before and after its commit) and at random moments (while the VTN has an',
    'upload unwritten, written or answered, at a write, after a while), while the practice VTN slows down, fails, resets',
    'connections, cuts answers, counts too few, refuses rows and sizes, and ends tokens early. After every kill the',
    'ledger is held against the VTN, interval by interval. Lost: confirmed and not there. Doubled: there and not sent,',
    'or otherwise than sent. Unanswered: confirmed without a 201 of the VTN with the whole count.',
    '',
    '| killed | kills | jobs | starts | intervals | requests | faults met | sent again | lost | doubled | unanswered |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    row('at each write', atWrites),
    row('at random', atRandom),
    row('all', total),
  ]);
}

function sum(a: CrashFigures, b: CrashFigures): CrashFigures {
  const keys = Object.keys(a) as (keyof CrashFigures)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as CrashFigures;
}
