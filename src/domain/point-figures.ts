/**
 * What became of every interval of a job. The first four always add up to `planned`; duplicates, conflicts
 * and gaps were settled before planning and stand outside that sum.
 */
export interface PointFigures {
  readonly planned: number;
  readonly confirmed: number;
  readonly rejected: number;
  /** Sent, with an outcome nobody knows yet: a request in flight, or one whose answer never came. */
  readonly uncertain: number;
  readonly unsent: number;
  readonly duplicate: number;
  readonly conflict: number;
  readonly gap: number;
}

/** The figures with what is left of `planned` as unsent. */
export function withUnsent(figures: Omit<PointFigures, 'unsent'>): PointFigures {
  const { planned, confirmed, rejected, uncertain, duplicate, conflict, gap } = figures;
  const unsent = planned - confirmed - rejected - uncertain;
  return { planned, confirmed, rejected, uncertain, unsent, duplicate, conflict, gap };
}

/** Whether every planned interval is in exactly one place; a negative figure means that one was counted twice. */
export function addsUp({ planned, confirmed, rejected, uncertain, unsent }: PointFigures): boolean {
  const places = [confirmed, rejected, uncertain, unsent];
  return places.every((figure) => figure >= 0) && planned === places.reduce((sum, figure) => sum + figure, 0);
}
