import type { JobPartProps } from '../job/job-screen.tsx';
import { CopySection } from './copy-section.tsx';
import { HandOverSection } from './hand-over-section.tsx';
import { ReportSection } from './report-section.tsx';
import { UndoSection } from './undo-section.tsx';

/** What leaves this computer of a job, and how it moves to another one. */
export function RecordPart({ job, view }: JobPartProps) {
  return (
    <>
      <ReportSection job={job} />
      <CopySection job={job} />
      <HandOverSection job={job} detail={view.detail} />
      <UndoSection job={job} />
    </>
  );
}
