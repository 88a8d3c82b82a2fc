import { useTranslation } from 'react-i18next';
import { differenceKinds } from '../../../contract/inspection-shapes.ts';
import type { Verification } from '../../../contract/inspection-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import type { Figure } from '../../components/figures.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Table } from '../../components/table.tsx';
import { count, instant } from '../../words/figures.ts';
import styles from './job.module.css';

export type Verdict = 'good' | 'notRead' | 'bad';

/** A VTN that cannot be read back proves nothing, but is no difference either. */
export function verdictOf({ differenceCount, compared }: Verification): Verdict {
  if (differenceCount > 0) return 'bad';
  return compared.vtn ? 'good' : 'notRead';
}

const looks = {
  good: { tone: 'good', icon: 'check' },
  notRead: { tone: 'caution', icon: 'warning' },
  bad: { tone: 'bad', icon: 'warning' },
} as const;

const comparedParts = ['ledger', 'source', 'vtn'] as const;

/** What a comparison found, in one sentence, in figures, and difference by difference. */
export function VerificationResult({ at, verification }: { at: string | null; verification: Verification }) {
  const { t } = useTranslation('outcome');
  const verdict = verdictOf(verification);
  const { intervals, matching, loads, differenceCount, notCompared, compared } = verification;
  const figures = { matching: count(matching), intervals: count(intervals), loads: count(loads) };
  const title =
    verdict === 'bad'
      ? t('verify.bad', { count: differenceCount, figure: count(differenceCount) })
      : t(`verify.${verdict}`);
  return (
    <>
      {at === null ? null : <p className={styles['quiet']}>{t('verify.at', { at: instant(at) })}</p>}
      <Note tone={looks[verdict].tone} icon={looks[verdict].icon} title={title}>
        {verdict === 'good' ? <p>{t('verify.goodText', figures)}</p> : null}
        {verdict === 'bad' && compared.vtn ? <p>{t('verify.badText', figures)}</p> : null}
        {notCompared === null ? null : <p lang="en">{notCompared}</p>}
        {verdict === 'bad' ? <p>{t('verify.advice')}</p> : null}
      </Note>
      <h3 className={styles['subtitle']}>{t('verify.compared')}</h3>
      <Figures
        figures={[
          ...comparedParts.map((part) => ({
            name: t(`verify.parts.${part}`),
            value: (
              <span className={styles['row']}>
                <Icon name={compared[part] ? 'check' : 'dash'} />
                {compared[part] ? t('verify.yes') : t('verify.no')}
              </span>
            ),
          })),
          { name: t('verify.loads'), value: figures.loads },
          ...(compared.vtn
            ? [
                { name: t('verify.intervals'), value: figures.intervals },
                { name: t('verify.matching'), value: figures.matching },
              ]
            : []),
          ...uncertainFigures(verification, t),
          ...kindFigures(verification, t),
        ]}
      />
      <Differences verification={verification} />
    </>
  );
}

type OutcomeWords = ReturnType<typeof useTranslation<'outcome'>>['t'];

/** Intervals that nobody knows about can be looked up where the VTN can be read. */
function uncertainFigures({ uncertainThere, uncertainAbsent }: Verification, t: OutcomeWords): Figure[] {
  if (uncertainThere + uncertainAbsent === 0) return [];
  return [
    { name: t('verify.uncertainThere'), value: count(uncertainThere) },
    { name: t('verify.uncertainAbsent'), value: count(uncertainAbsent) },
  ];
}

function kindFigures({ kinds }: Verification, t: OutcomeWords): Figure[] {
  return differenceKinds
    .filter((kind) => kinds[kind] > 0)
    .map((kind) => ({ name: t(`verify.kinds.${kind}`), value: count(kinds[kind]) }));
}

function Differences({ verification: { differences, differenceCount } }: { verification: Verification }) {
  const { t } = useTranslation('outcome');
  if (differenceCount === 0) return null;
  return (
    <>
      <h3 className={styles['subtitle']}>{t('verify.differences')}</h3>
      {differences.length < differenceCount ? (
        <p className={styles['quiet']}>
          {t('verify.some', { shown: count(differences.length), number: count(differenceCount) })}
        </p>
      ) : null}
      <Table
        caption={t('verify.differences')}
        rows={differences}
        rowKey={(_row, place) => String(place)}
        columns={[
          { title: t('verify.kind'), cell: ({ kind }) => t(`verify.kinds.${kind}`) },
          { title: t('verify.load'), cell: ({ load }) => (load === '' ? t('verify.wholeJob') : load) },
          {
            title: t('verify.startOf'),
            cell: ({ start }) => (start === null ? t('verify.wholeLoad') : instant(start)),
          },
          { title: t('verify.text'), cell: ({ text }) => <span lang="en">{text}</span> },
        ]}
      />
    </>
  );
}
