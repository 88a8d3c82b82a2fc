import type { JobSummary } from '../../../contract/job-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import type { Figure } from '../../components/figures.tsx';
import { count, duration, speed } from '../../words/figures.ts';
import { shownState } from '../../words/shown-state.ts';

export function JobFigures({ job }: { job: JobSummary }) {
  return <Figures figures={[pointsFigure(job), ...pace(job), loadsFigure(job), ...setAside(job)]} />;
}

function pointsFigure({ points }: JobSummary): Figure {
  return { name: 'Points confirmed', value: `${count(points.confirmed)} of ${count(points.planned)}` };
}

function setAside({ points }: JobSummary): Figure[] {
  const parts = [
    points.rejected > 0 ? `${count(points.rejected)} rejected` : null,
    points.uncertain > 0 ? `${count(points.uncertain)} not answered yet` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? [] : [{ name: 'Other points', value: parts.join(', ') }];
}

function loadsFigure({ loads }: JobSummary): Figure {
  const parts = [
    `${count(loads.confirmed)} of ${count(loads.total)} confirmed`,
    loads.failed > 0 ? `${count(loads.failed)} failed` : null,
    loads.skipped > 0 ? `${count(loads.skipped)} skipped` : null,
  ].filter((part) => part !== null);
  return { name: 'Loads', value: parts.join(', ') };
}

function pace(job: JobSummary): Figure[] {
  const { pointsPerSecond, remainingMs, currentLoad } = job;
  if (shownState(job) !== 'running') return [];
  return [
    { name: 'Speed', value: speed(pointsPerSecond) },
    { name: 'Time left', value: remainingMs === null ? 'not known yet' : `about ${duration(remainingMs)}` },
    ...(currentLoad === null ? [] : [{ name: 'Sending', value: currentLoad }]),
  ];
}
