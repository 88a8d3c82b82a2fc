import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { markKinds } from '../../../contract/series-shapes.ts';
import type { SeriesMarks } from '../../../contract/series-shapes.ts';
import { announce } from '../../stores/announcements.ts';
import { count } from '../../words/figures.ts';
import { stepToMark } from './mark-steps.ts';
import type { MarkKind } from './mark-steps.ts';
import styles from './preview.module.css';
import { instantOfField } from './zone-times.ts';

interface JumpBarProps {
  readonly total: number;
  readonly timeZone: string;
  readonly marks: SeriesMarks;
  /** The row that has the keyboard. */
  readonly active: number | null;
  readonly onRow: (index: number) => void;
  readonly onTime: (atMs: number) => Promise<void>;
}

/** The ways to a row of a long table: by its number, by time, from one marked place to the next. */
export function JumpBar({ total, timeZone, marks, active, onRow, onTime }: JumpBarProps) {
  return (
    <div className={styles['fields']}>
      <RowJump total={total} onRow={onRow} />
      <TimeJump timeZone={timeZone} onTime={onTime} />
      <MarkJump marks={marks} active={active} onRow={onRow} />
    </div>
  );
}

function RowJump({ total, onRow }: { total: number; onRow: (index: number) => void }) {
  const { t } = useTranslation('preview');
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const go = (event: SyntheticEvent): void => {
    event.preventDefault();
    const number = Number(text.replace(/\D/g, ''));
    const isThere = number >= 1 && number <= total;
    setIsWrong(!isThere);
    if (isThere) onRow(number - 1);
  };
  return (
    <form className={styles['jump']} onSubmit={go}>
      <TextInput
        className={styles['field'] ?? ''}
        label={t('intervals.toRow')}
        inputMode="numeric"
        value={text}
        error={isWrong ? t('intervals.noSuchRow', { total: count(total) }) : null}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button
        className={styles['fixed'] ?? ''}
        type="submit"
        variant="default"
        aria-label={`${t('intervals.goTo')}: ${t('intervals.toRow')}`}
      >
        {t('intervals.go')}
      </Button>
    </form>
  );
}

function TimeJump({ timeZone, onTime }: Pick<JumpBarProps, 'timeZone' | 'onTime'>) {
  const { t } = useTranslation('preview');
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const go = (event: SyntheticEvent): void => {
    event.preventDefault();
    const atMs = instantOfField(text, timeZone);
    setIsWrong(atMs === null);
    // Where the engine does not answer, the table itself says so.
    if (atMs !== null) onTime(atMs).catch(() => setIsWrong(true));
  };
  return (
    <form className={styles['jump']} onSubmit={go}>
      <TextInput
        className={styles['field'] ?? ''}
        type="datetime-local"
        label={t('intervals.toTime', { zone: timeZone })}
        value={text}
        error={isWrong ? t('intervals.noSuchTime') : null}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button
        className={styles['fixed'] ?? ''}
        type="submit"
        variant="default"
        aria-label={`${t('intervals.goTo')}: ${t('intervals.toTime', { zone: timeZone })}`}
      >
        {t('intervals.go')}
      </Button>
    </form>
  );
}

function MarkJump({ marks, active, onRow }: Pick<JumpBarProps, 'marks' | 'active' | 'onRow'>) {
  const { t } = useTranslation('preview');
  const [kind, setKind] = useState<MarkKind | null>(null);
  const [said, setSaid] = useState('');
  const counts = marks.counts.filter(({ count: figure }) => figure > 0);
  const go = (direction: 'previous' | 'next'): void => {
    const mark = stepToMark(marks.marks, kind, active, direction);
    const words =
      mark?.text ??
      (active === null
        ? t('intervals.noneAtAll')
        : t(direction === 'next' ? 'intervals.noneAfter' : 'intervals.noneBefore'));
    setSaid(words);
    announce(words);
    if (mark !== null) onRow(mark.index);
  };
  if (counts.length === 0) return null;
  return (
    <div className={styles['jump']}>
      <NativeSelect
        className={styles['field'] ?? ''}
        label={t('intervals.kind')}
        value={kind ?? ''}
        data={[
          { value: '', label: t('intervals.anyKind') },
          ...counts.map(({ kind: each, count: figure }) => ({
            value: each,
            label: t('marks.count', { kind: t(`marks.${each}`), figure: count(figure) }),
          })),
        ]}
        onChange={({ currentTarget }) =>
          setKind(markKinds.find((each) => each === currentTarget.value) ?? null)
        }
      />
      <Button className={styles['fixed'] ?? ''} variant="default" onClick={() => go('previous')}>
        {t('intervals.previous')}
      </Button>
      <Button className={styles['fixed'] ?? ''} variant="default" onClick={() => go('next')}>
        {t('intervals.next')}
      </Button>
      {said === '' ? null : <span className={styles['quiet']}>{said}</span>}
    </div>
  );
}
