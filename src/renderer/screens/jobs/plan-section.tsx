import type { JobDetail } from '../../../contract/job-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import type { Figure } from '../../components/figures.tsx';
import { bytes, count, counted, duration, instant } from '../../words/figures.ts';
import { Section } from './section.tsx';

/** What the job was made from, what it promises, and what was settled before anything was sent. */
export function PlanSection({ detail }: { detail: JobDetail }) {
  const { plan, points, requests, files, baseUrl, guarantee } = detail;
  const figures: Figure[] = [
    { name: 'Files', value: files.map((file) => <div key={file}>{file}</div>) },
    { name: 'Destination', value: baseUrl },
    { name: 'Guarantee', value: guarantee },
    { name: 'Time span', value: timeSpan(plan) },
    { name: 'Interval length', value: intervalLengths(plan) },
    { name: 'Left out before sending', value: leftOut(points, plan.rowsRejected) },
    { name: 'Sent so far', value: `${bytes(detail.bytes)} in ${counted(requests, 'request')}` },
  ];
  return (
    <Section title="The job">
      <Figures figures={figures} />
    </Section>
  );
}

function timeSpan({ firstStart, lastStart }: JobDetail['plan']): string {
  return firstStart === null || lastStart === null
    ? 'no intervals'
    : `${instant(firstStart)} to ${instant(lastStart)}`;
}

function intervalLengths({ intervalLengths: lengths }: JobDetail['plan']): string {
  return lengths.length === 0
    ? 'not known'
    : lengths
        .map(({ intervalMs, series }) => `${duration(intervalMs)} (${counted(series, 'load')})`)
        .join(', ');
}

function leftOut({ duplicate, conflict, gap }: JobDetail['points'], rowsRejected: number): string {
  const parts = [
    counted(duplicate, 'duplicate'),
    counted(conflict, 'conflict'),
    `${count(gap)} without a value`,
    rowsRejected > 0 ? `${counted(rowsRejected, 'row')} that cannot be read` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
