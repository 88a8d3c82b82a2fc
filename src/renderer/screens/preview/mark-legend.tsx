import { useTranslation } from 'react-i18next';
import { markKinds } from '../../../contract/series-shapes.ts';
import type { SeriesMarks } from '../../../contract/series-shapes.ts';
import { count } from '../../words/figures.ts';
import { markShapes } from './mark-shapes.ts';
import type { MarkKind } from './mark-steps.ts';
import styles from './preview.module.css';

interface MarkLegendProps {
  readonly marks: SeriesMarks;
  readonly hidden: ReadonlySet<MarkKind>;
  readonly onHidden: (hidden: ReadonlySet<MarkKind>) => void;
}

/** The kinds of marks with their shapes and how many there are; each can be taken out of the plot. */
export function MarkLegend({ marks, hidden, onHidden }: MarkLegendProps) {
  const { t } = useTranslation('preview');
  const counts = new Map(marks.counts.map(({ kind, count: figure }) => [kind, figure]));
  const found = markKinds.filter((kind) => (counts.get(kind) ?? 0) > 0);
  if (found.length === 0) return null;
  const toggle = (kind: MarkKind): void => {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    onHidden(next);
  };
  return (
    <ul className={styles['legend']} aria-label={t('plot.marks')}>
      {found.map((kind) => {
        const all = counts.get(kind) ?? 0;
        const listed = marks.marks.filter((mark) => mark.kind === kind).length;
        return (
          <li key={kind}>
            <button
              type="button"
              className={styles['toggle']}
              aria-pressed={!hidden.has(kind)}
              onClick={() => toggle(kind)}
            >
              <MarkIcon kind={kind} />
              {t('marks.count', { kind: t(`marks.${kind}`), figure: count(all) })}
              {listed < all ? `, ${t('marks.shown', { figure: count(listed) })}` : ''}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The shape that a kind of mark has in the plot. */
export function MarkIcon({ kind }: { kind: MarkKind }) {
  const { path, isFilled, colour } = markShapes[kind];
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      <path
        d={path}
        fill={isFilled ? `var(${colour})` : 'none'}
        stroke={`var(${colour})`}
        strokeWidth="1.75"
      />
    </svg>
  );
}
