import { memo } from 'react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './virtual-table.module.css';

/** A column of a `VirtualTable`. Cells show text, no buttons: the keyboard is with the row. */
export interface VirtualColumn<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row, index: number) => ReactNode;
  /** Figures stand at the right, so that their digits line up. */
  readonly isFigure?: boolean;
  /** Least width in rem; 8 when not said. Room that is left goes to the columns that `grow`. */
  readonly width?: number;
  readonly grows?: boolean;
  /** Its title is a button that sorts by it. */
  readonly sorts?: boolean;
  /** A click on its cells opens the row, as Enter does. */
  readonly opens?: boolean;
}

interface LineProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly row: Row | null;
  readonly columns: readonly VirtualColumn<Row>[];
  readonly topPx: number;
  readonly isActive: boolean;
  /** Null in a table without a choice. */
  readonly isChosen: boolean | null;
}

/** One row. What is pressed in it is for the table, which knows by `data-index` which row it was. */
function Line<Row>({ id, index, row, columns, topPx, isActive, isChosen }: LineProps<Row>) {
  const shift = isChosen === null ? 1 : 2;
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isChosen ?? undefined}
      aria-busy={row === null || undefined}
      data-index={index}
      data-even={index % 2 === 1}
      data-active={isActive}
      className={`${styles['row'] ?? ''} ${styles['line'] ?? ''}`}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      {isChosen === null ? null : (
        <div role="gridcell" aria-colindex={1} className={styles['box']} data-box="true">
          {row === null ? null : <Tick state={isChosen ? 'all' : 'none'} />}
        </div>
      )}
      {columns.map((column, position) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={position + shift}
          className={styles['cell']}
          data-figure={column.isFigure}
          data-opens={column.opens}
        >
          {row === null ? <span className={styles['waiting']} /> : column.cell(row, index)}
        </div>
      ))}
    </div>
  );
}

export const VirtualTableLine = memo(Line) as typeof Line;

export function Tick({ state }: { state: 'all' | 'some' | 'none' }) {
  return (
    <span className={styles['tick']} data-state={state}>
      {state === 'all' ? <Icon name="check" /> : state === 'some' ? <Icon name="dash" /> : null}
    </span>
  );
}
