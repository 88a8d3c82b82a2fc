import { replaceSection } from '../../bench/results-file.ts';
import { spellCount } from '../../bench/spell-figures.ts';
import type { CellResult } from './crash-matrix.ts';
import { journeyNames } from './journeys.ts';
import { matrixFaultNames } from './matrix-faults.ts';

/** Puts the whole matrix into bench/results.md: a row for each point, a column for each fault. */
export async function writeMatrix(
  results: readonly CellResult[],
  seed: number,
  seconds: number,
): Promise<void> {
  const held = results.filter(({ outcome }) => outcome === 'held').length;
  const broken = results.filter(({ outcome }) => outcome === 'broken').length;
  await replaceSection('Crash points', [
    `\`METERHAUL_CRASH_MATRIX=all METERHAUL_SEED=${seed} vitest run --project crash test/crash/crash-matrix\`, ` +
      `${seconds.toFixed(0)} s.`,
    '',
    `${spellCount(results.length)} cells, ${spellCount(held)} kills, ${spellCount(broken)} of them with anything lost,`,
    'doubled, counted without an answer, or with another end than without a kill. A figure is how often the point was',
    'met under that fault; 0 where a journey under it came to its end before, nothing where it is not tried.',
    '',
    ...journeyNames.flatMap((journey) => tableOf(journey, results)),
  ]);
}

function tableOf(journey: string, results: readonly CellResult[]): string[] {
  const own = results.filter((result) => result.journey === journey);
  const faults = matrixFaultNames.filter((name) => own.some(({ fault }) => fault === name));
  const rows = [...Map.groupBy(own, ({ point }) => point.name)].map(([name, cells]) => {
    const entries = faults.map((fault) => entryOf(cells.filter((cell) => cell.fault === fault)));
    return `| ${[name, ...entries].join(' | ')} |`;
  });
  return [
    `### ${journey}`,
    '',
    `| killed | ${faults.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(faults.length)}`,
    ...rows,
    '',
  ];
}

function entryOf(cells: readonly CellResult[]): string {
  if (cells.length === 0) return '';
  if (cells.some(({ outcome }) => outcome === 'broken')) return '**broken**';
  return String(cells.filter(({ outcome }) => outcome === 'held').length);
}
