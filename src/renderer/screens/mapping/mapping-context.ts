import { createContext, useContext, useState } from 'react';
import type { DraftMapping } from '../../../contract/draft-shapes.ts';
import type { DatasetInspection, FileInspection } from '../../../contract/inspection-shapes.ts';
import type { MappingChoice, MappingProposal } from '../../../contract/mapping-proposal.ts';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { ChangedField, MappingChange } from './change-mapping.ts';
import { viewChoice } from './current-mapping.ts';
import type { ChoiceView } from './current-mapping.ts';

/** The mapping of one file as its choices see it, and how they change it. */
export interface MappingView {
  readonly file: FileInspection;
  readonly current: DraftMapping;
  readonly proposal: MappingProposal | null;
  readonly firstProposal: MappingProposal | null;
  readonly trouble: { readonly field: ChangedField; readonly trouble: Trouble } | null;
  /** A change is on its way. */
  readonly isBusy: boolean;
  readonly change: (change: MappingChange) => void;
}

const MappingViewContext = createContext<MappingView | null>(null);
export const MappingViewProvider = MappingViewContext.Provider;

export function useMappingView(): MappingView {
  const view = useContext(MappingViewContext);
  if (view === null) throw new Error('A choice stands outside of a mapping.');
  return view;
}

/** What is said of one choice, whose present value is shown as `shown`. */
export function useChoice(field: MappingChoice['field'], shown: string): ChoiceView {
  const { proposal, firstProposal } = useMappingView();
  return viewChoice(field, proposal, firstProposal, shown);
}

/** What a control shows: what was just chosen while that is on its way, else what holds. */
export function usePending<T>(value: T): readonly [T, (chosen: T) => void] {
  const { isBusy } = useMappingView();
  const [pending, setPending] = useState<{ readonly chosen: T } | null>(null);
  return [isBusy && pending !== null ? pending.chosen : value, (chosen) => setPending({ chosen })];
}

/** The columns that the mapping can name: those of the first part of the file that it reads. */
export function columnsOf({
  file,
  current,
}: Pick<MappingView, 'file' | 'current'>): DatasetInspection['columns'] {
  const { datasets } = current.mapping;
  const dataset = file.datasets.find(({ name }) => datasets.includes(name)) ?? file.datasets[0];
  return dataset?.columns ?? [];
}
