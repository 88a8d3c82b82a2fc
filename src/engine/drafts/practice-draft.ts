import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import type { Draft } from '../../contract/draft-shapes.ts';
import { profile as profileShape } from '../../contract/profile-shapes.ts';
import type { Profile, ProfileSecrets } from '../../contract/profile-shapes.ts';
import type { PlanProgress } from '../jobs/plan.ts';
import type { RehearsalVtn } from '../ports/rehearsal-vtn.ts';
import type { Quirk } from '../sample-site/sample-site-options.ts';
import type { DraftBook, FindsProfiles } from './draft-book.ts';

export interface PracticeDeps {
  readonly stateDir: string;
  /** Absent where no practice VTN can be started. */
  readonly rehearsal: RehearsalVtn | undefined;
  readonly drafts: Pick<DraftBook, 'list' | 'create' | 'change'>;
  readonly profiles: { keepForSession(profile: Profile, secrets: ProfileSecrets): void };
  readonly signal: AbortSignal;
  readonly progress: PlanProgress;
}

export const practiceProfileName = 'Practice VTN';

/** Something to find on the way: gaps, rows that come twice or disagree, and loads that are not registered yet. */
const quirks: readonly Quirk[] = [
  { load: 3, kind: 'duplicate-rows', count: 4 },
  { load: 8, kind: 'missing-rows', count: 24 },
  { load: 14, kind: 'nan-rows', count: 5 },
  { load: 15, kind: 'no-vtn-id' },
  { load: 16, kind: 'no-vtn-id' },
  { load: 27, kind: 'conflicting-rows', count: 2 },
  { load: 40, kind: 'shuffled-rows' },
];

const steps = 3;

/**
 * A sample site, a practice VTN and a draft that joins them; those there are already are used again. Throws
 * usage/invalid where no practice VTN can be started, engine/cancelled when it was stopped.
 */
export async function openPractice(deps: PracticeDeps): Promise<Draft> {
  const { rehearsal, drafts, profiles, signal, progress } = deps;
  if (rehearsal === undefined) {
    throw new AppError(
      'usage/invalid',
      'No practice VTN can be started here. Open Meterhaul as the desktop app or with `meterhaul serve`, or run `meterhaul demo`.',
    );
  }
  const folder = folderOf(deps.stateDir);
  progress(0, steps, 'making a sample site');
  const files = await sampleFiles(folder, signal);
  progress(1, steps, 'starting the practice VTN');
  await startPractice({ stateDir: deps.stateDir, rehearsal, profiles });
  signal.throwIfAborted();
  progress(2, steps, 'preparing the migration');
  const known = drafts.list().find((draft) => draft.rehearsal && draft.files.length > 0);
  const draft =
    known ??
    (await drafts.change((await drafts.create(files, true)).id, {
      destination: { profile: practiceProfileName, reportId: null },
    }));
  progress(steps, steps, '');
  return draft;
}

/** Starts the practice VTN, or finds it running, and makes its profile known for this session. */
async function startPractice({
  stateDir,
  rehearsal,
  profiles,
}: Pick<PracticeDeps, 'stateDir' | 'profiles'> & { readonly rehearsal: RehearsalVtn }): Promise<void> {
  const { baseUrl, token } = await rehearsal.open(folderOf(stateDir));
  profiles.keepForSession(profileShape.parse({ name: practiceProfileName, baseUrl }), { token });
}

/** Starts the practice VTN again for what was begun before the program was closed. Others it leaves alone. */
export async function resumePractice(
  { stateDir, rehearsal, profiles }: Pick<PracticeDeps, 'stateDir' | 'rehearsal'> & ResumableProfiles,
  profile: string | null,
): Promise<void> {
  if (profile !== practiceProfileName || rehearsal === undefined || profiles.find(profile) !== null) return;
  await startPractice({ stateDir, rehearsal, profiles });
}

interface ResumableProfiles {
  readonly profiles: PracticeDeps['profiles'] & FindsProfiles;
}

function folderOf(stateDir: string): string {
  return path.join(stateDir, 'rehearsal');
}

/** Made aside and moved into place whole: a site that was begun and not finished is no site. */
async function sampleFiles(folder: string, signal: AbortSignal): Promise<string[]> {
  const site = path.join(folder, 'sample-site');
  const files = ['resources.db', 'load_data.h5'].map((name) => path.join(site, name));
  if (files.every((file) => existsSync(file))) return files;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const aside = path.join(folder, `making-${randomUUID()}`);
  try {
    // Brought in only here: its writer of meter files takes every engine 40 MB and a tenth of a second.
    const { makeSampleSite } = await import('../sample-site/make-sample-site.ts');
    await makeSampleSite(aside, { quirks });
    signal.throwIfAborted();
    await rm(site, { recursive: true, force: true });
    await rename(aside, site);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return files;
}
