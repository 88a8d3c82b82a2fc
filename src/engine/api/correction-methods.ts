import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { hasEnded } from '../../domain/job-state.ts';
import { plural } from '../../domain/settle/spell-length.ts';
import { judgeList } from '../corrections/judge-list.ts';
import type { JudgedList } from '../corrections/judge-list.ts';
import { listFormat } from '../corrections/list-numbers.ts';
import { listRejects } from '../corrections/list-rejects.ts';
import type { PlannedParts } from '../corrections/planned-intervals.ts';
import { applyCorrections } from '../ledger/apply-corrections.ts';
import { readJobFigures, readJobRecord, readSources } from '../ledger/job-reads.ts';
import { noteDecision, readState, setJobState } from '../ledger/job-writes.ts';
import { releaseLease, takeLease } from '../ledger/lease.ts';
import { readRejects } from '../ledger/outcome-reads.ts';
import { tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

/** Rows that were refused, out to be corrected and back. */
export function correctionMethods(parts: ApiParts) {
  const { runDeps, works, outbox } = parts;
  return {
    writeRejects: async (input) => {
      const { jobId, path: place, workId } = engineApi.writeRejects.input.parse(input);
      const planned = plannedParts(parts, jobId);
      const none = { offset: 0, limit: 0 };
      const { total } = runDeps.ledger.read((database) => readRejects(database, jobId, null, none));
      const tell = tellProgress(parts, 'report', workId);
      return works.run(workId, (signal) =>
        outbox.write({
          path: place,
          name: `${jobId}-rejects.csv`,
          content: listRejects(planned, jobId, listFormat(), (rows) => tell(rows, total, 'Rejects')),
          signal,
          mayReplace: (existing) => saysNothing(planned, existing, signal),
        }),
      );
    },
    checkCorrections: async (input) => {
      const { jobId, path: list } = engineApi.checkCorrections.input.parse(input);
      const judged = await works.run(null, (signal) => judgeList(plannedParts(parts, jobId), list, signal));
      return judged.report;
    },
  } satisfies Partial<EngineApi>;
}

/**
 * Puts what a list of corrected rows says back in line, and nothing else. The job must be still.
 *
 * @throws AppError usage/invalid when no row of the list can be used, job/wrong-state when the job was changed meanwhile,
 *   job/resource-held
 */
export async function feedCorrections(parts: ApiParts, jobId: string, list: string): Promise<void> {
  const { ledger, clock, processes } = parts.runDeps;
  const before = ledger.read((database) => readJobFigures(database, jobId)).leaseEpoch;
  const planned = plannedParts(parts, jobId);
  const judged = await parts.works.run(null, (signal) => judgeList(planned, list, signal));
  const { report, replaced, added } = judged;
  if (replaced.length + added.length === 0) throw nothingToUse(list, judged);
  const text = spellDecision(judged, list);
  const atMs = clock.now();
  ledger.write('corrections', (database) => {
    if (readJobFigures(database, jobId).leaseEpoch !== before) {
      const message = `Job ${jobId} was changed while ${list} was read. Nothing was changed; try again.`;
      throw new AppError('job/wrong-state', message, { context: { jobId } });
    }
    const lease = takeLease(database, jobId, processes, atMs);
    applyCorrections(database, { jobId, atMs, replaced, added });
    // Whatever becomes of its start, it has something in line now and can be resumed.
    if (hasEnded(readState(database, jobId))) setJobState(database, jobId, 'paused', atMs);
    noteDecision(database, jobId, atMs, text);
    releaseLease(database, lease);
  });
  parts.runDeps.log.info(text, { jobId, refused: report.refusedCount });
  parts.announcer.announce({ type: 'job-decision', jobId, at: new Date(atMs).toISOString(), text });
}

function plannedParts({ runDeps: { ledger, reader } }: ApiParts, jobId: string): PlannedParts {
  const job = ledger.read((database) => readJobRecord(database, jobId));
  const sources = ledger.read((database) => readSources(database, jobId));
  return { job, sources, ledger, reader };
}

function nothingToUse(list: string, { report }: JudgedList): AppError {
  const [first] = report.refused;
  const why =
    first === undefined
      ? 'It says nothing that is not known already.'
      : `${report.refusedCount} of its rows cannot be used; the first is row ${first.row}: ${first.reason}`;
  return new AppError('usage/invalid', `Nothing of ${list} goes back in line. ${why} Nothing was sent.`, {
    context: { rows: report.rows, refused: report.refusedCount },
  });
}

function spellDecision({ report, added }: JudgedList, list: string): string {
  const replaced = plural(report.replaced, 'refused interval', 'refused intervals');
  const intervals = plural(report.added, 'interval', 'intervals');
  const parts = [
    report.replaced > 0 ? `${replaced} with another value or quality` : '',
    added.length > 0
      ? `${intervals} of ${plural(added.length, 'row', 'rows')} that no interval had come of`
      : '',
  ].filter((part) => part !== '');
  return `A person has corrected, with the list ${path.basename(list)}: ${parts.join(', and ')}. They are sent as corrected`;
}

/** Whether a file is a list of this job's rejects in which nobody has corrected anything: nothing is lost with it. */
async function saysNothing(planned: PlannedParts, list: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { rows, unchanged } = (await judgeList(planned, list, signal)).report;
    return rows > 0 && unchanged === rows;
  } catch {
    return false;
  }
}
