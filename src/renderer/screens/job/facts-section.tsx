import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobDetail } from '../../../contract/job-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { Table } from '../../components/table.tsx';
import { bytes, count, duration, instant } from '../../words/figures.ts';
import { JobSection } from './job-section.tsx';
import styles from './job.module.css';
import type { RunWords } from './load-columns.tsx';

/** A longer list would make the page slow. */
const mostProblems = 200;

/** What the job was made from, what it promises, and what was settled before anything was sent. */
export const FactsSection = memo(function FactsSection({ detail }: { detail: JobDetail }) {
  const { t } = useTranslation('run');
  const { files, baseUrl, guarantee, requests } = detail;
  return (
    <JobSection title={t('facts.title')}>
      <Figures
        figures={[
          { name: t('facts.files'), value: files.map((file) => <div key={file}>{file}</div>) },
          { name: t('facts.destination'), value: baseUrl },
          { name: t('facts.guarantee'), value: <span lang="en">{guarantee}</span> },
          { name: t('facts.span'), value: timeSpan(detail, t) },
          { name: t('facts.lengths'), value: intervalLengths(detail, t) },
          { name: t('facts.leftOut'), value: leftOut(detail, t) },
          {
            name: t('facts.sent'),
            value: t('facts.sentText', { size: bytes(detail.bytes), requests: count(requests) }),
          },
        ]}
      />
      <Problems problems={detail.problems} />
    </JobSection>
  );
});

function Problems({ problems }: { problems: JobDetail['problems'] }) {
  const { t } = useTranslation('run');
  if (problems.length === 0) return null;
  const title = t('facts.problems', { number: count(problems.length) });
  return (
    <>
      <h3 className={styles['subtitle']}>{title}</h3>
      <Table
        caption={title}
        rows={problems.slice(0, mostProblems)}
        rowKey={(_row, place) => String(place)}
        columns={[
          { title: t('facts.problemOf'), cell: ({ load }) => load ?? t('facts.allLoads') },
          { title: t('facts.problem'), cell: ({ text }) => <span lang="en">{text}</span> },
        ]}
      />
    </>
  );
}

function timeSpan({ plan: { firstStart, lastStart } }: JobDetail, t: RunWords): string {
  return firstStart === null || lastStart === null
    ? t('facts.noIntervals')
    : t('facts.spanText', { from: instant(firstStart), to: instant(lastStart) });
}

function intervalLengths({ plan: { intervalLengths: lengths } }: JobDetail, t: RunWords): string {
  return lengths.length === 0
    ? t('facts.noIntervals')
    : lengths
        .map(({ intervalMs, series }) =>
          t('facts.lengthText', { duration: duration(intervalMs), loads: count(series) }),
        )
        .join(', ');
}

function leftOut({ points, plan: { rowsRejected } }: JobDetail, t: RunWords): string {
  const parts = [
    points.duplicate > 0 ? t('facts.duplicates', { number: count(points.duplicate) }) : null,
    points.conflict > 0 ? t('facts.conflicts', { number: count(points.conflict) }) : null,
    points.gap > 0 ? t('facts.gaps', { number: count(points.gap) }) : null,
    rowsRejected > 0 ? t('facts.rows', { number: count(rowsRejected) }) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? t('facts.nothing') : parts.join(', ');
}
