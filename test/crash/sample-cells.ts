import { sampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import type { MatrixCell } from './crash-matrix.ts';
import { journeys } from './journeys.ts';
import { matrixFaultNames } from './matrix-faults.ts';

/**
 * A cell for each name of a write (before or after it, on one of the journeys that come by it), each state of an upload
 * and each step; each with a fault that its journey is tried under, and each fault at least once.
 */
export function sampleCells(cells: readonly MatrixCell[], seed: number): MatrixCell[] {
  const { next } = sampleRandom(seed);
  const draw = <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)];
  const byName = Map.groupBy(cells, ({ point }) => point.name.replace(/^(before|after) /, ''));
  const drawn = [...byName.values()].flatMap((same) => {
    const cell = draw(same);
    return cell === undefined ? [] : { ...cell, fault: draw(journeys[cell.journey].faults) ?? cell.fault };
  });
  const tried = new Set(drawn.map(({ fault }) => fault));
  const ofSending = cells.filter(({ journey }) => journey === 'send');
  const missing = matrixFaultNames.filter((fault) => !tried.has(fault));
  const added = missing.flatMap((fault) => {
    const cell = draw(ofSending);
    return cell === undefined ? [] : { ...cell, fault };
  });
  return [...drawn, ...added];
}
