import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import type { SortingState, Updater } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import { Tick } from './virtual-table-line.tsx';
import type { VirtualColumn } from './virtual-table-line.tsx';
import styles from './virtual-table.module.css';

export interface TableSort {
  /** The id of a column; any other text when the rows are in no column's order. */
  readonly by: string;
  readonly descending: boolean;
}

interface HeadProps<Row> {
  readonly head: RefObject<HTMLDivElement | null>;
  readonly columns: readonly VirtualColumn<Row>[];
  readonly sort: TableSort | null;
  readonly onSort: ((sort: TableSort) => void) | undefined;
  /** Null in a table without a choice. */
  readonly chosen: 'all' | 'some' | 'none' | null;
  readonly onChooseAll: () => void;
}

const features = tableFeatures({ rowSortingFeature });
// The rows are fetched in pages, in the order that the engine sorted them: the table keeps columns and order only.
const noRows: object[] = [];

/** The row of column titles, with buttons to sort by and to choose all. */
export function VirtualTableHead<Row>(props: HeadProps<Row>) {
  const { head, columns, sort, onSort, chosen, onChooseAll } = props;
  const defined = useMemo(() => {
    const { accessor } = createColumnHelper<typeof features, object>();
    return columns.map(({ id, title, sorts }) =>
      // Only a column that has values of its own can be sorted by.
      accessor((): unknown => null, {
        id,
        header: title,
        enableSorting: sorts === true,
        sortDescFirst: false,
      }),
    );
  }, [columns]);
  const sorting: SortingState = sort === null ? [] : [{ id: sort.by, desc: sort.descending }];
  const table = useTable({
    features,
    columns: defined,
    data: noRows,
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (change: Updater<SortingState>) => {
      const [first] = typeof change === 'function' ? change(sorting) : change;
      if (first !== undefined) onSort?.({ by: first.id, descending: first.desc });
    },
  });
  const shift = chosen === null ? 1 : 2;
  return (
    <div role="rowgroup" className={styles['head']} ref={head}>
      <div role="row" aria-rowindex={1} className={styles['row']}>
        {chosen === null ? null : <ChooseAll chosen={chosen} onPress={onChooseAll} />}
        {table.getHeaderGroups()[0]?.headers.map(({ id, column }, position) => (
          <Title
            key={id}
            title={String(column.columnDef.header)}
            colIndex={position + shift}
            isFigure={columns[position]?.isFigure === true}
            sorted={onSort === undefined || !column.getCanSort() ? null : column.getIsSorted()}
            onPress={() => column.toggleSorting()}
          />
        ))}
      </div>
    </div>
  );
}

function ChooseAll({ chosen, onPress }: { chosen: 'all' | 'some' | 'none'; onPress: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="columnheader" aria-colindex={1} className={styles['box']}>
      <button
        type="button"
        role="checkbox"
        className={styles['all']}
        aria-checked={chosen === 'some' ? 'mixed' : chosen === 'all'}
        aria-label={t('table.chooseAll')}
        onClick={onPress}
      >
        <Tick state={chosen} />
      </button>
    </div>
  );
}

interface TitleProps {
  readonly title: string;
  readonly colIndex: number;
  readonly isFigure: boolean;
  /** Null where the column cannot be sorted by. */
  readonly sorted: 'asc' | 'desc' | false | null;
  readonly onPress: () => void;
}

function Title({ title, colIndex, isFigure, sorted, onPress }: TitleProps) {
  const order = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined;
  return (
    <div
      role="columnheader"
      aria-colindex={colIndex}
      aria-sort={order}
      className={styles['title']}
      data-figure={isFigure}
    >
      {sorted === null ? (
        title
      ) : (
        <button type="button" className={styles['sort']} onClick={onPress}>
          {title}
          {order === undefined ? null : (
            <span className={styles['arrow']} data-up={order === 'ascending'}>
              <Icon name="chevron" />
            </span>
          )}
        </button>
      )}
    </div>
  );
}
