import { useEffect, useId, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CSSProperties, ReactNode, Ref, RefObject } from 'react';
import { RowView } from './row-view.ts';
import { drawnHeight } from './scroll-scale.ts';
import { useTableKeys } from './use-table-keys.ts';
import type { TableChoice, TableReach } from './use-table-keys.ts';
import { VirtualTableHead } from './virtual-table-head.tsx';
import type { TableSort } from './virtual-table-head.tsx';
import { VirtualTableLine } from './virtual-table-line.tsx';
import type { VirtualColumn } from './virtual-table-line.tsx';
import styles from './virtual-table.module.css';

export type { TableChoice, TableReach } from './use-table-keys.ts';
export type { VirtualColumn } from './virtual-table-line.tsx';
export type { TableSort } from './virtual-table-head.tsx';

export interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly VirtualColumn<Row>[];
  readonly total: number;
  /** Null while the row is on its way. */
  readonly rowAt: (index: number) => Row | null;
  /** Rows [from, to) are drawn now and must be fetched. */
  readonly onRange: (from: number, to: number) => void;
  readonly sort?: TableSort | null;
  readonly onSort?: (sort: TableSort) => void;
  readonly choice?: TableChoice<Row>;
  readonly onOpen?: (row: Row, index: number) => void;
  /** The keyboard or a click has come to this row. */
  readonly onActive?: (row: Row | null, index: number) => void;
  /** Any CSS height; the table is lower when it has fewer rows. */
  readonly height?: string;
  readonly isStale?: boolean;
  /** Stands in a table without rows. */
  readonly empty?: ReactNode;
  readonly reach?: Ref<TableReach>;
}

const rowRem = 2.125;

/**
 * A table of any length whose rows are fetched as they come into view (see `usePages`). Arrows, Page, Home and End
 * go from row to row, Space and Shift choose, Ctrl+A chooses all, Enter opens; sorted by the titles of its columns.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, total, onRange, sort = null, onSort, choice, height, empty } = props;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const rowPx = useRowPx();
  const view = useRowView(frame, head, total, rowPx);
  const { from, to } = useSyncExternalStore(view.subscribe, view.rows);
  const { active, ...keys } = useTableKeys(props, view, frame);
  useEffect(() => onRange(from, Math.max(to, from + 1)), [onRange, from, to]);
  return (
    <div
      ref={frame}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + (choice === undefined ? 0 : 1)}
      aria-multiselectable={choice === undefined ? undefined : true}
      aria-activedescendant={active === null ? undefined : `${id}-${active}`}
      className={styles['frame']}
      style={frameStyle(columns, choice !== undefined, height)}
      {...keys}
    >
      <VirtualTableHead
        head={head}
        columns={columns}
        sort={sort}
        onSort={onSort}
        chosen={choice?.ofAll ?? null}
        onChooseAll={() => choice?.onChooseAll(choice.ofAll !== 'all')}
      />
      <Body {...props} id={id} view={view} rowPx={rowPx} active={active} />
      {total === 0 && empty !== undefined ? <p className={styles['empty']}>{empty}</p> : null}
    </div>
  );
}

interface BodyProps<Row> extends VirtualTableProps<Row> {
  readonly id: string;
  readonly view: RowView;
  readonly rowPx: number;
  readonly active: number | null;
}

function Body<Row>({ id, view, rowPx, active, columns, total, rowAt, choice, isStale }: BodyProps<Row>) {
  const { from, to, shiftPx } = useSyncExternalStore(view.subscribe, view.rows);
  return (
    <div
      role="rowgroup"
      className={styles['body']}
      data-stale={isStale}
      style={{ height: `${drawnHeight(total * rowPx)}px` }}
    >
      {drawnIndexes(from, Math.min(to, total), active).map((index) => {
        const row = rowAt(index);
        return (
          <VirtualTableLine
            key={index}
            id={`${id}-${index}`}
            index={index}
            row={row}
            columns={columns}
            topPx={index * rowPx - shiftPx}
            isActive={index === active}
            isChosen={choice === undefined ? null : row !== null && choice.isChosen(row)}
          />
        );
      })}
    </div>
  );
}

function useRowView(
  frame: RefObject<HTMLDivElement | null>,
  head: RefObject<HTMLDivElement | null>,
  total: number,
  rowPx: number,
): RowView {
  const [view] = useState(() => new RowView());
  useLayoutEffect(() => view.setRows(total, rowPx), [view, total, rowPx]);
  useLayoutEffect(
    () =>
      frame.current === null || head.current === null ? undefined : view.attach(frame.current, head.current),
    [view, frame, head],
  );
  return view;
}

/** The row that has the keyboard stays in the page wherever the view is. */
function drawnIndexes(from: number, to: number, active: number | null): number[] {
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, position) => from + position);
  return active === null || (active >= from && active < to) ? drawn : [...drawn, active];
}

function frameStyle<Row>(
  columns: readonly VirtualColumn<Row>[],
  hasBoxes: boolean,
  height: string | undefined,
): CSSProperties {
  const boxes = hasBoxes ? ['2.75rem'] : [];
  const widths = columns.map(({ width = 8, grows }) => `minmax(${width}rem, ${grows === true ? 3 : 1}fr)`);
  const least = columns.reduce((sum, { width = 8 }) => sum + width, hasBoxes ? 2.75 : 0);
  return {
    '--table-columns': [...boxes, ...widths].join(' '),
    '--table-width': `${least}rem`,
    maxHeight: height ?? 'min(65vh, 40rem)',
  } as CSSProperties;
}

/** Height of a row in px, as large as the text of the page is set. */
function useRowPx(): number {
  const [rowPx] = useState(() =>
    Math.round(rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)),
  );
  return rowPx;
}
