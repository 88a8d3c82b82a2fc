import { Checkbox, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, Survey } from '../../../contract/draft-shapes.ts';
import { changeDraft } from '../../stores/drafts-store.ts';
import { fieldTime, instantOfField, wallTime } from '../preview/zone-times.ts';
import { draftZone } from './draft-zone.ts';
import styles from './series.module.css';

interface RangeSectionProps {
  readonly draft: Draft;
  readonly survey: Survey | null;
  /** With one series there is nothing to count off. */
  readonly isSingle: boolean;
}

/** Which intervals of the chosen series are sent. A change is kept when its field is left or Enter is pressed. */
export function RangeSection({ draft, survey, isSingle }: RangeSectionProps) {
  const { t } = useTranslation('series');
  const titleId = useId();
  const { range } = draft;
  const zone = draftZone(draft);
  const change = (part: Partial<Draft['range']>): void =>
    void changeDraft(draft.id, { range: { ...range, ...part } });
  const isWrongOrder = range.fromMs !== null && range.toMs !== null && range.toMs <= range.fromMs;
  const spanOf = (iso: string | null | undefined): string => (iso ? wallTime(Date.parse(iso), zone) : '–');
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <h2 className={styles['title']} id={titleId}>
        {t('range.title')}
      </h2>
      <p className={styles['quiet']}>
        {survey?.firstStart == null
          ? null
          : t('range.hint', { from: spanOf(survey.firstStart), to: spanOf(survey.lastStart) })}{' '}
        {t('range.zone', { zone })}
      </p>
      <div className={styles['fields']}>
        <TimeField
          label={t('range.from')}
          atMs={range.fromMs}
          zone={zone}
          error={null}
          onChange={(fromMs) => change({ fromMs })}
        />
        <TimeField
          label={t('range.to')}
          atMs={range.toMs}
          zone={zone}
          error={isWrongOrder ? t('range.wrongOrder') : null}
          onChange={(toMs) => change({ toMs })}
        />
        {isSingle ? null : <FirstField draft={draft} onChange={(limitLoads) => change({ limitLoads })} />}
      </div>
      {isSingle ? null : (
        <Checkbox
          label={t('range.disabled')}
          checked={range.includeDisabled}
          onChange={({ currentTarget }) => change({ includeDisabled: currentTarget.checked })}
        />
      )}
    </section>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly atMs: number | null;
  readonly zone: string;
  readonly error: string | null;
  readonly onChange: (atMs: number | null) => void;
}

function TimeField({ label, atMs, zone, error, onChange }: TimeFieldProps) {
  const { t } = useTranslation('series');
  const kept = atMs === null ? '' : fieldTime(atMs, zone);
  // What is being typed; null shows what is kept.
  const [typed, setTyped] = useState<string | null>(null);
  const [isUnread, setIsUnread] = useState(false);
  const keep = (text: string): void => {
    const instant = text === '' ? null : instantOfField(text, zone);
    const cannotRead = text !== '' && instant === null;
    setIsUnread(cannotRead);
    if (cannotRead) return;
    setTyped(null);
    if (instant !== atMs) onChange(instant);
  };
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={typed ?? kept}
      error={isUnread ? t('range.notRead') : error}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={({ currentTarget }) => keep(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep(event.currentTarget.value);
      }}
    />
  );
}

function FirstField({ draft, onChange }: { draft: Draft; onChange: (limit: number | null) => void }) {
  const { t } = useTranslation('series');
  const { limitLoads } = draft.range;
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (limitLoads === null ? '' : String(limitLoads));
  const isWhole = text === '' || /^[1-9]\d{0,8}$/.test(text);
  const keep = (): void => {
    if (!isWhole) return;
    setTyped(null);
    const limit = text === '' ? null : Number(text);
    if (limit !== limitLoads) onChange(limit);
  };
  return (
    <TextInput
      label={t('range.first')}
      description={t('range.firstHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputMode="numeric"
      placeholder={t('range.all')}
      value={text}
      error={isWhole ? null : t('range.notWhole')}
      onChange={({ currentTarget }) => setTyped(currentTarget.value.trim())}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
