import type { PlanProblem } from '../../contract/job-shapes.ts';
import type { PlannedDataset, PlannedSeries } from './plan.ts';

/** A step is regular when it is a whole number of intervals; below this share a person should look. */
const regularEnough = 0.99;

/** What a person should know about the readings, once for each dataset, named after its first load. */
export function describeProblems(
  series: readonly PlannedSeries[],
  datasets: readonly PlannedDataset[],
): PlanProblem[] {
  const firstLoads = new Map<number, string>();
  for (const { dataset, loadId } of series) {
    if (dataset !== null && !firstLoads.has(dataset)) firstLoads.set(dataset, loadId);
  }
  return [...firstLoads].flatMap(([position, load]) => {
    const dataset = datasets[position];
    return dataset === undefined
      ? []
      : describeDataset(dataset).map(({ code, text }) => ({ load, code, text }));
  });
}

function describeDataset({ path, scan }: PlannedDataset): Pick<PlanProblem, 'code' | 'text'>[] {
  const problems = scan.notes.map((text) => ({ code: 'source/note', text: `${path}: ${text}` }));
  const add = (code: string, text: string): void => void problems.push({ code, text: `${path}: ${text}` });
  if (scan.conflicts > 0)
    add('mapping/conflict', `rows with the start of another row and another value: ${scan.conflicts}`);
  if (scan.rejected > 0) add('mapping/row-rejected', `rows that cannot become intervals: ${scan.rejected}`);
  if (scan.gaps > 0)
    add('source/gap', `rows without a value (empty, NaN or infinite), left out as gaps: ${scan.gaps}`);
  if (scan.missing > 0)
    add('source/gap', `intervals missing between the first and the last: ${scan.missing}`);
  if (scan.regularity < regularEnough) {
    add(
      'source/irregular',
      `only ${(scan.regularity * 100).toFixed(0)} % of the steps are whole intervals of ${scan.intervalMs / 1000} s`,
    );
  }
  return problems;
}
