/**
 * Lets only so many requests be under way at once, over all jobs that share them; the limits may change meanwhile.
 * Of the jobs that wait, the one with the fewest under way is next.
 */
export interface Permits {
  /** Resolves when there is room; rejects with the signal's reason when it is aborted first. */
  acquire(holder: PermitHolder, signal: AbortSignal): Promise<Permit>;
  /** To be called when a limit may have grown, or when time has passed. */
  reconsider(): void;
  /** How many requests of a job may be stuck, so that another may go in the place of each. */
  stuck(holder: PermitHolder): number;
}

/** A job: it has a limit of its own. */
export interface PermitHolder {
  readonly id: string;
  readonly limit: () => number;
}

export interface Permit extends Disposable {
  /** The request leaves now. */
  sent(): void;
}

export interface PermitRules {
  readonly limit: () => number;
  readonly now: () => number;
  /** A request that is under way for longer than this holds up no other one: it may be stuck. */
  readonly stuckAfterMs: () => number;
  /** The most stuck ones that are not counted. */
  readonly stuckAtMost: () => number;
}

interface Taken {
  readonly holder: string;
  sentAtMs: number | null;
}

interface Waiting {
  readonly holder: PermitHolder;
  readonly admit: () => void;
}

export function createPermits(rules: PermitRules): Permits {
  const desk: Desk = { rules, taken: new Set(), waiting: [] };
  return {
    reconsider: () => admitNext(desk),
    stuck: ({ id }) =>
      stuckAmong(
        desk,
        [...desk.taken].filter(({ holder }) => holder === id),
      ),
    acquire: async (holder, signal) => {
      signal.throwIfAborted();
      return new Promise<Permit>((resolve, reject) => {
        const onAbort = (): void => {
          desk.waiting.splice(desk.waiting.indexOf(entry), 1);
          reject(signal.reason as Error);
        };
        const entry: Waiting = {
          holder,
          admit: () => {
            signal.removeEventListener('abort', onAbort);
            resolve(take(desk, holder));
          },
        };
        signal.addEventListener('abort', onAbort, { once: true });
        desk.waiting.push(entry);
        admitNext(desk);
      });
    },
  };
}

interface Desk {
  readonly rules: PermitRules;
  readonly taken: Set<Taken>;
  readonly waiting: Waiting[];
}

function admitNext(desk: Desk): void {
  while (desk.waiting.length > 0 && counted(desk, [...desk.taken]) < desk.rules.limit()) {
    const chosen = nextOf(desk);
    if (chosen === undefined) return;
    desk.waiting.splice(desk.waiting.indexOf(chosen), 1);
    chosen.admit();
  }
}

/** Of the jobs that have room by their own limits, the one with the fewest under way, in the order they came. */
function nextOf({ waiting, taken, rules }: Desk): Waiting | undefined {
  const ofHolder = new Map<string, number>();
  for (const { holder } of waiting) {
    if (ofHolder.has(holder.id)) continue;
    const mine = [...taken].filter((permit) => permit.holder === holder.id);
    ofHolder.set(holder.id, counted({ rules }, mine));
  }
  const underWay = ({ holder }: Waiting): number => ofHolder.get(holder.id) ?? 0;
  const room = waiting.filter((each) => underWay(each) < each.holder.limit());
  const fewest = Math.min(...room.map(underWay));
  return room.find((each) => underWay(each) === fewest);
}

/** How many of them are under way, without those that may be stuck. */
function counted(desk: Pick<Desk, 'rules'>, permits: readonly Taken[]): number {
  return permits.length - stuckAmong(desk, permits);
}

function stuckAmong({ rules }: Pick<Desk, 'rules'>, permits: readonly Taken[]): number {
  const stuckBeforeMs = rules.now() - rules.stuckAfterMs();
  const stuck = permits.filter(({ sentAtMs }) => sentAtMs !== null && sentAtMs < stuckBeforeMs).length;
  return Math.min(stuck, rules.stuckAtMost());
}

function take(desk: Desk, { id }: PermitHolder): Permit {
  const permit: Taken = { holder: id, sentAtMs: null };
  desk.taken.add(permit);
  return {
    sent: () => {
      permit.sentAtMs = desk.rules.now();
    },
    [Symbol.dispose]: () => {
      if (desk.taken.delete(permit)) admitNext(desk);
    },
  };
}
