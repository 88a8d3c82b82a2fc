import type { PaceRequest } from '../../../contract/request-shapes.ts';
import type { JobRecord } from '../../ledger/job-reads.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { recallVtn } from '../../ledger/vtn-memory.ts';
import type { Clock } from '../../ports/clock.ts';
import { requestsAllowed } from '../change-pace.ts';
import type { JobRun } from '../job-run.ts';
import { startBatchSizes } from './batch-size.ts';
import { startingChunkSize } from './chunk-size.ts';
import { requestsAtOnce } from './pace-search.ts';
import type { VtnPaces } from './vtn-paces.ts';

/** The parts of a run that follow from the VTN it sends to. */
export type VtnParts = Pick<
  JobRun,
  | 'vtn'
  | 'leaveVtn'
  | 'id'
  | 'limit'
  | 'size'
  | 'rememberedBytes'
  | 'batchSizes'
  | 'keptBatchSize'
  | 'toldPace'
  | 'toldSlowDownMs'
  | 'gzip'
>;

/** A run meets its VTN: with what earlier jobs have found out about it, beside the jobs that send to it now. */
export function joinVtn(
  { ledger, clock, paces }: { readonly ledger: Ledger; readonly clock: Clock; readonly paces: VtnPaces },
  { id, baseUrl, request: { pace } }: JobRecord,
  paceNow: () => PaceRequest,
): VtnParts {
  const known = ledger.read((database) => recallVtn(database, baseUrl));
  const { acceptedBytes, bytesPerSecond, batchSize, takesGzip } = known;
  const limit = (): number => requestsAllowed(paceNow());
  const { vtn, leave } = paces.join(baseUrl, { id, limit, pace: paceNow }, known);
  return {
    vtn,
    leaveVtn: leave,
    id,
    limit,
    size: startingChunkSize(
      { ...known, bytesPerMs: bytesPerSecond === null ? null : bytesPerSecond / 1000 },
      { points: pace.chunkPoints, bytes: pace.chunkBytes },
    ),
    rememberedBytes: acceptedBytes,
    batchSizes: startBatchSizes(batchSize),
    keptBatchSize: batchSize,
    toldPace: {
      atOnce: requestsAtOnce(vtn.search()),
      ceiling: vtn.pacer().ceiling,
      atMs: clock.monotonic(),
    },
    toldSlowDownMs: -Infinity,
    gzip: pace.compress === 'gzip' || (pace.compress === 'auto' && takesGzip !== false),
  };
}
