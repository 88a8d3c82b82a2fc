import { useImperativeHandle, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, Ref, RefObject } from 'react';
import type { RowView } from './row-view.ts';
import { moveFor } from './table-keys.ts';

/** Which rows are chosen, and how the person chooses. */
export interface TableChoice<Row> {
  readonly isChosen: (row: Row) => boolean;
  readonly ofAll: 'all' | 'some' | 'none';
  /** Rows [from, to) are to be chosen, or not any more. */
  readonly onChoose: (from: number, to: number, chosen: boolean) => void;
  readonly onChooseAll: (chosen: boolean) => void;
}

export interface TableReach {
  /** Brings the row into view and puts the keyboard's place on it. */
  readonly goTo: (index: number, options?: { readonly focus?: boolean }) => void;
}

interface KeyedTable<Row> {
  readonly total: number;
  readonly rowAt: (index: number) => Row | null;
  readonly choice?: TableChoice<Row>;
  readonly onOpen?: (row: Row, index: number) => void;
  readonly onActive?: (row: Row | null, index: number) => void;
  readonly reach?: Ref<TableReach>;
}

/** The row that has the keyboard, and what keys and clicks do in a table. */
export function useTableKeys<Row>(
  table: KeyedTable<Row>,
  view: RowView,
  frame: RefObject<HTMLDivElement | null>,
) {
  const { total, rowAt, onOpen, onActive } = table;
  const [wanted, setActive] = useState<number | null>(null);
  const active = wanted === null || total === 0 ? null : Math.min(wanted, total - 1);
  const range = useChosenRange(table);
  useTableReach(table, view, frame, setActive);

  const goTo = (index: number): void => {
    setActive(index);
    view.show(index);
    onActive?.(rowAt(index), index);
  };
  const open = (index: number): void => {
    const row = rowAt(index);
    if (row !== null) onOpen?.(row, index);
  };
  return {
    active,
    // What was gone to a moment ago is not known to this render yet.
    onFocus: (): void => setActive((last) => last ?? view.topRow()),
    onKeyDown: (event: KeyboardEvent<HTMLDivElement>): void => {
      // Buttons of the head have keys of their own.
      if (event.target !== event.currentTarget) return;
      const move = moveFor(event, { active, total, viewRows: view.viewRows() });
      if (move === null) return;
      event.preventDefault();
      if (move.kind === 'go') {
        if (move.extends) range.extendTo(move.index, active);
        goTo(move.index);
      } else if (move.kind === 'all') table.choice?.onChooseAll(true);
      else if (move.kind === 'sideways') event.currentTarget.scrollLeft += 80 * move.direction;
      else if (active !== null && move.kind === 'open') open(active);
      else if (active !== null) range.toggle(active);
    },
    onMouseDown: table.choice === undefined ? undefined : focusWithoutMarking,
    onClick: (event: MouseEvent<HTMLDivElement>): void => {
      const index = pressedIndex(event);
      if (index === null) return;
      if (event.shiftKey) range.extendTo(index, active);
      else if (isWithin(event, '[data-box]')) range.toggle(index);
      goTo(index);
      if (isWithin(event, '[data-opens="true"]') && !event.shiftKey) open(index);
    },
    onDoubleClick: (event: MouseEvent<HTMLDivElement>): void => {
      const index = pressedIndex(event);
      if (index !== null && !isWithin(event, '[data-box],[data-opens="true"]')) open(index);
    },
  };
}

/** Choosing from the row that was toggled last to another: all of them get what it got. */
function useChosenRange<Row>({ rowAt, choice }: KeyedTable<Row>) {
  const start = useRef<{ readonly index: number; readonly chosen: boolean } | null>(null);
  return {
    toggle: (index: number): void => {
      const row = rowAt(index);
      if (choice === undefined || row === null) return;
      const chosen = !choice.isChosen(row);
      start.current = { index, chosen };
      choice.onChoose(index, index + 1, chosen);
    },
    extendTo: (index: number, active: number | null): void => {
      if (choice === undefined) return;
      const { index: from, chosen } = (start.current ??= { index: active ?? index, chosen: true });
      choice.onChoose(Math.min(from, index), Math.max(from, index) + 1, chosen);
    },
  };
}

function useTableReach<Row>(
  { total, reach, rowAt, onActive }: KeyedTable<Row>,
  view: RowView,
  frame: RefObject<HTMLDivElement | null>,
  setActive: (index: number) => void,
): void {
  useImperativeHandle(reach, () => ({
    goTo: (index, options) => {
      if (index < 0 || index >= total) return;
      setActive(index);
      view.show(index);
      onActive?.(rowAt(index), index);
      if (options?.focus === true) frame.current?.focus({ preventScroll: true });
    },
  }));
}

/** Shift with a click chooses rows; the browser would also mark the text between the two clicks. */
function focusWithoutMarking(event: MouseEvent<HTMLDivElement>): void {
  if (!event.shiftKey || pressedIndex(event) === null) return;
  event.preventDefault();
  event.currentTarget.focus({ preventScroll: true });
}

function pressedIndex(event: MouseEvent): number | null {
  const line = (event.target as Element).closest<HTMLElement>('[data-index]');
  return line === null ? null : Number(line.dataset['index']);
}

function isWithin(event: MouseEvent, mark: string): boolean {
  return (event.target as Element).closest(mark) !== null;
}
