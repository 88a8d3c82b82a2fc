import { useState } from 'react';
import type { LoadRow } from '../../../contract/job-shapes.ts';
import type { TableChoice } from '../../components/virtual-table.tsx';

/** As many as one retry may name. */
export const mostChosen = 1000;

export interface LoadList {
  readonly total: number;
  readonly rows: readonly LoadRow[];
}

export type FetchLoads = (offset: number, limit: number) => Promise<LoadList>;

interface ChosenLoads {
  readonly chosen: readonly string[];
  readonly choice: TableChoice<LoadRow>;
  /** More were to be chosen than one retry may name; those beyond are left out. */
  readonly tooMany: boolean;
  readonly clear: () => void;
}

/** The loads that are ticked in a list; rows that are not on the page are asked for by their places. */
export function useChosenLoads({ total, fetchPage }: { total: number; fetchPage: FetchLoads }): ChosenLoads {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [tooMany, setTooMany] = useState(false);
  const choose = async (from: number, to: number, isChosen: boolean): Promise<void> => {
    // Without an answer nothing is ticked, and the list itself says why.
    const found = await fetchPage(from, Math.min(mostChosen, to - from)).catch(() => null);
    if (found === null) return;
    const ids = found.rows.map(({ load }) => load);
    setTooMany(isChosen && to - from > mostChosen);
    setChosen((known) =>
      isChosen
        ? new Set([...known, ...ids].slice(0, mostChosen))
        : new Set([...known].filter((id) => !ids.includes(id))),
    );
  };
  return {
    chosen: [...chosen],
    tooMany,
    clear: () => setChosen(new Set()),
    choice: {
      isChosen: ({ load }) => chosen.has(load),
      ofAll: chosen.size === 0 ? 'none' : chosen.size >= total ? 'all' : 'some',
      onChoose: (from, to, isChosen) => void choose(from, to, isChosen),
      onChooseAll: (isChosen) => {
        if (isChosen) void choose(0, total, true);
        else setChosen(new Set());
      },
    },
  };
}
