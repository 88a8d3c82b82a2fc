import type { UndoPlan } from '../../contract/handover-shapes.ts';
import type { JobState } from '../../domain/job-state.ts';
import type { JobFigures } from '../ledger/job-reads.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { jobInTheWay, readUndoFigures } from '../ledger/undo-writes.ts';
import type { Target } from '../targets/target.ts';

/** States in which a job stands still and may have something at its VTN. */
export const undoableStates: readonly JobState[] = [
  'paused',
  'waiting',
  'blocked',
  'incomplete',
  'completed',
  'cancelled',
];

const whatItDoes =
  'Deletes exactly the intervals that this job has sent, where they still are as it sent them. What somebody else has ' +
  'written since stays; an equal interval that another job sent is the same to the VTN, and goes. Intervals that this ' +
  'job has overwritten do not come back. Afterwards the job is cancelled.';

/** What an undo would delete, and whether it can. Throws AppError vtn/* when the VTN cannot be asked. */
export async function planUndo(
  ledger: Ledger,
  job: Pick<JobFigures, 'id' | 'state' | 'baseUrl'>,
  target: Target,
): Promise<UndoPlan> {
  const figures = ledger.read((database) => readUndoFigures(database, job.id));
  const cannot = (text: string): UndoPlan => ({ canUndo: false, text, ...figures });
  if (figures.intervals === 0) return cannot('Nothing of this job is at the VTN: there is nothing to undo.');
  if (job.state === 'exported') {
    return cannot('This job was handed over to another computer: it can be undone there.');
  }
  // Left running by a program that ended without a word.
  if (job.state !== 'running' && !undoableStates.includes(job.state))
    return cannot(`This job is ${job.state}.`);
  const other = ledger.read((database) => jobInTheWay(database, job.id));
  if (other !== null) {
    return cannot(
      `The unfinished job ${other} sends to some of the same VTN resources. End it first, or wait for it.`,
    );
  }
  if (!(await target.canRemove())) {
    return cannot(
      `The VTN at ${job.baseUrl} offers no way to delete intervals, so what was sent stays there. If it has one, ` +
        'write its path into the destination.',
    );
  }
  return { canUndo: true, text: whatItDoes, ...figures };
}
