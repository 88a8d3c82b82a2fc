import type { PlanProblem } from '../../contract/job-shapes.ts';
import type { PlannedDataset, PlannedSeries } from './plan.ts';

/** A step is regular when it is a whole number of intervals; below this share a person should look. */
const regularEnough = 0.99;

/** What a person should know about the readings, once for each dataset, named after the first load that it is for. */
export function describeProblems(
  series: readonly PlannedSeries[],
  datasets: readonly PlannedDataset[],
): PlanProblem[] {
  const users = new Map<number, { readonly first: PlannedSeries; count: number }>();
  for (const each of series) {
    if (each.dataset === null) continue;
    const known = users.get(each.dataset);
    if (known === undefined) users.set(each.dataset, { first: each, count: 1 });
    else known.count++;
  }
  return [...users].flatMap(([position, { first, count }]) => {
    const dataset = datasets[position];
    if (dataset === undefined) return [];
    const others = count === 1 ? '' : ` and ${countOf(count - 1, 'other load', 'other loads')} of this meter`;
    return describeDataset(dataset).map(({ code, text }) => ({
      load: first.loadId,
      code,
      text: `${first.name}${others}: ${text}`,
    }));
  });
}

function describeDataset({ scan }: PlannedDataset): Pick<PlanProblem, 'code' | 'text'>[] {
  const problems = scan.notes.map((text) => ({ code: 'source/note', text }));
  const add = (code: string, text: string): void => void problems.push({ code, text });
  if (scan.conflicts > 0)
    add(
      'mapping/conflict',
      `${countOf(scan.conflicts, 'row has', 'rows have')} the start of another row and another value.`,
    );
  if (scan.rejected > 0)
    add('mapping/row-rejected', `${countOf(scan.rejected, 'row', 'rows')} cannot become an interval.`);
  if (scan.gaps > 0)
    add('source/gap', `${countOf(scan.gaps, 'row has', 'rows have')} no value and count as gaps.`);
  if (scan.missing > 0)
    add(
      'source/gap',
      `${countOf(scan.missing, 'interval is', 'intervals are')} missing between the first and the last.`,
    );
  if (scan.regularity < regularEnough) {
    const share = (scan.regularity * 100).toFixed(0);
    add(
      'source/irregular',
      `only ${share} % of the steps are whole intervals of ${scan.intervalMs / 1000} s.`,
    );
  }
  return problems;
}

function countOf(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
