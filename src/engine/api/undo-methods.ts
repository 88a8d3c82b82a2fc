import { AppError } from '../../contract/app-error.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi, EngineInput, EngineOutput } from '../../contract/engine-api.ts';
import { readJobRecord } from '../ledger/job-reads.ts';
import { readUndoFigures } from '../ledger/undo-writes.ts';
import { planUndo } from '../undo/plan-undo.ts';
import { undoJob } from '../undo/undo-job.ts';
import { openJobTarget, tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

/** Taking back what a job has sent. */
export function undoMethods(parts: ApiParts) {
  const { runDeps, jobs } = parts;
  return {
    planUndo: async (input) => {
      const { jobId, profile } = engineApi.planUndo.input.parse(input);
      jobs.assertNotElsewhere(jobId);
      const job = runDeps.ledger.read((database) => readJobRecord(database, jobId));
      if (jobs.runs(jobId)) {
        const text = 'This job is running, or being undone already. Pause it first.';
        return {
          canUndo: false,
          text,
          ...runDeps.ledger.read((database) => readUndoFigures(database, jobId)),
        };
      }
      const target = await openJobTarget(parts, job, profile);
      try {
        return await planUndo(runDeps.ledger, job, target);
      } finally {
        await target.close();
      }
    },
    undoJob: async (input) => {
      const asked = engineApi.undoJob.input.parse(input);
      jobs.assertNotElsewhere(asked.jobId);
      const stopping = new AbortController();
      const stop = (): void =>
        stopping.abort(new AppError('engine/cancelled', 'It was stopped by a person.'));
      return parts.works.run(asked.workId, (signal) =>
        jobs.occupy(asked.jobId, stop, () => undo(parts, asked, AbortSignal.any([signal, stopping.signal]))),
      );
    },
  } satisfies Partial<EngineApi>;
}

type AskedUndo = Required<Pick<EngineInput<'undoJob'>, 'jobId' | 'intervals'>> & {
  readonly profile: string | null;
  readonly workId: string | null;
};

async function undo(
  parts: ApiParts,
  { jobId, intervals, profile, workId }: AskedUndo,
  signal: AbortSignal,
): Promise<EngineOutput<'undoJob'>> {
  const { ledger, clock, random, processes, reader } = parts.runDeps;
  const job = ledger.read((database) => readJobRecord(database, jobId));
  const target = await openJobTarget(parts, job, profile);
  try {
    const plan = await planUndo(ledger, job, target);
    if (!plan.canUndo) throw new AppError('usage/invalid', plan.text, { context: { jobId } });
    const undone = {
      ledger,
      reader: reader.under(signal),
      clock,
      random,
      processes,
      target,
      signal,
      progress: tellProgress(parts, 'undo', workId),
      decided: (atMs: number, text: string) =>
        parts.announcer.announce({ type: 'job-decision', jobId, at: new Date(atMs).toISOString(), text }),
    };
    return await undoJob(undone, jobId, intervals);
  } finally {
    await target.close();
  }
}
