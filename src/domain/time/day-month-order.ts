/** How sure it is that a pattern has day and month in the right order, and why. */
export interface DayMonthOrder {
  readonly order: 'sure' | 'guessed';
  /** False for an order that another one of the same shape beats. */
  readonly isBest: boolean;
  readonly evidence: string;
}

interface ReadPattern {
  readonly pattern: string;
  readonly share: number;
  /** In file order. */
  readonly times: readonly number[];
}

/** How much more evenly one order must step than the other to be taken for certain. */
const clearDifference = 0.15;

/**
 * Weighs patterns that differ only in the order of day, month and year against each other. A pattern that reads
 * fewer rows than its rival, because a month would be over 12, has lost; else the one whose rows step evenly
 * wins; else day before month stands as a guess, month first with AM and PM. Patterns without doubt are left out.
 */
export function judgeDayMonth(read: readonly ReadPattern[]): Map<string, DayMonthOrder> {
  const orders = new Map<string, DayMonthOrder>();
  const families = Map.groupBy(read.filter(isDoubtful), (each) => familyOf(each.pattern));
  for (const family of families.values()) {
    const [best, rival] = family.toSorted((one, other) => score(other) - score(one));
    if (best === undefined) continue;
    orders.set(best.pattern, judge(best, rival));
    for (const other of family) {
      if (other !== best)
        orders.set(other.pattern, {
          order: 'guessed',
          isBest: false,
          evidence: 'Another order fits better.',
        });
    }
  }
  return orders;
}

function isDoubtful(each: ReadPattern): boolean {
  return (
    /^(?:ddd )?(?:DD|MM|YY)(.?)(?:DD|MM)\1(?:DD|YYYY|YY)/.test(each.pattern) &&
    !each.pattern.startsWith('YYYY')
  );
}

/** The pattern with its date parts made equal: the same for all orders of one shape. */
function familyOf(pattern: string): string {
  return pattern.replaceAll(/DD|MM(?!M)|YYYY|YY/g, '#');
}

function score(each: ReadPattern): number {
  // Nobody writes month.day.year: how the rows step cannot outweigh that, values over 12 can.
  if (isDotted(each)) return each.share * 10 + custom(each.pattern) / 100;
  return each.share * 10 + evenness(each.times) + custom(each.pattern) / 1e5;
}

function isDotted(each: ReadPattern): boolean {
  return /(?:DD|MM|YY)\.(?:DD|MM)\.(?:DD|YY)/.test(each.pattern);
}

function judge(best: ReadPattern, rival: ReadPattern | undefined): DayMonthOrder {
  const order = best.pattern.startsWith('MM') ? 'month before day' : 'day before month';
  if (rival === undefined || rival.share < best.share) {
    return { order: 'sure', isBest: true, evidence: `Only ${order} makes dates of all samples.` };
  }
  if (isDotted(best)) {
    return { order: 'sure', isBest: true, evidence: 'Dates with dots are written day first.' };
  }
  const isSteadier = oddSteps(best.times) * 3 <= oddSteps(rival.times) && oddSteps(rival.times) > 0;
  if (isSteadier || evenness(best.times) - evenness(rival.times) >= clearDifference) {
    return { order: 'sure', isBest: true, evidence: `With ${order} the rows follow each other evenly.` };
  }
  return {
    order: 'guessed',
    isBest: true,
    evidence: `No sample tells day and month apart; ${order} is a guess.`,
  };
}

/** Steps from row to row other than the most frequent one. */
function oddSteps(times: readonly number[]): number {
  const steps = new Map<number, number>();
  for (let place = 1; place < times.length; place++) {
    const step = (times[place] ?? 0) - (times[place - 1] ?? 0);
    if (step !== 0) steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  const counts = [...steps.values()];
  return counts.reduce((sum, each) => sum + each, 0) - Math.max(0, ...counts);
}

/** What is usual where nothing else decides. */
function custom(pattern: string): number {
  const isMonthFirst = /^(?:ddd )?MM/.test(pattern);
  if (/^(?:ddd )?YY/.test(pattern)) return 0;
  if (pattern.includes(' A')) return isMonthFirst ? 2 : 1;
  return isMonthFirst ? 1 : 2;
}

/**
 * 0-1: how regular the steps are from row to row. The wrong order jumps by months where the right one goes on by
 * a day, and turns back when the month ends.
 */
function evenness(times: readonly number[]): number {
  const steps = new Map<number, number>();
  let moves = 0;
  let turns = 0;
  let path = 0;
  let before = 0;
  for (let place = 1; place < times.length; place++) {
    const step = (times[place] ?? 0) - (times[place - 1] ?? 0);
    if (step === 0) continue;
    moves++;
    path += Math.abs(step);
    steps.set(step, (steps.get(step) ?? 0) + 1);
    if (before !== 0 && Math.sign(step) !== before) turns++;
    before = Math.sign(step);
  }
  if (moves === 0) return 0;
  const mostFrequent = Math.max(...steps.values()) / moves;
  // Even steps of months would be as even as steps of days: the shorter way is the likelier.
  return 0.5 * mostFrequent + 0.5 * (1 - turns / moves) + 0.3 / (1 + path / moves / (15 * 86_400_000));
}
