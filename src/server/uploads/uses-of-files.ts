import type { EngineApi } from '../../contract/engine-api.ts';
import { hasEnded } from '../../domain/job-state.ts';

/** How many of each name an upload. */
export interface UploadUses {
  readonly drafts: number;
  readonly jobs: number;
  readonly destinations: number;
}

/** Who names which uploads: migrations in preparation, jobs that have not ended, and destinations. */
export async function listUses(
  api: Pick<EngineApi, 'listDrafts' | 'listJobs' | 'listProfiles'>,
): Promise<(id: string) => UploadUses> {
  const [drafts, jobs, profiles] = await Promise.all([
    api.listDrafts({}),
    api.listJobs({}),
    api.listProfiles({}),
  ]);
  const ofDrafts = drafts.map(({ files, resources }) => [...files, resources.listPath]);
  const ofJobs = jobs.filter(({ state }) => !hasEnded(state)).map(({ files }) => files);
  const ofProfiles = profiles.map(({ caFile, clientCertificate }) => [
    caFile,
    clientCertificate?.certificateFile,
    clientCertificate?.keyFile,
  ]);
  return (id) => ({
    drafts: countNaming(ofDrafts, id),
    jobs: countNaming(ofJobs, id),
    destinations: countNaming(ofProfiles, id),
  });
}

export function isUsed({ drafts, jobs, destinations }: UploadUses): boolean {
  return drafts + jobs + destinations > 0;
}

/** By the id alone, which is in no other path: a path can be spelled in more than one way. */
function countNaming(holders: readonly (readonly (string | null | undefined)[])[], id: string): number {
  return holders.filter((files) => files.some((file) => file?.toLowerCase().includes(id))).length;
}
