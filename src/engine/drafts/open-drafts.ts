import { AppError } from '../../contract/app-error.ts';
import type { Announcer } from '../events.ts';
import type { RunDeps } from '../jobs/start-run.ts';
import type { Reader } from '../workers/reader.ts';
import type { Works } from '../works.ts';
import { openDraftBook } from './draft-book.ts';
import type { DraftBook, FindsProfiles } from './draft-book.ts';
import { createSeriesChoices } from './series-choice.ts';
import type { SeriesChoices } from './series-choice.ts';
import { createSurveys } from './surveys.ts';
import type { Surveys } from './surveys.ts';

export interface DraftParts {
  readonly drafts: DraftBook;
  readonly choices: SeriesChoices;
  readonly surveys: Surveys;
}

interface OpenDraftsDeps {
  readonly stateDir: string;
  readonly runDeps: Pick<RunDeps, 'reader' | 'clock' | 'log'>;
  readonly announcer: Pick<Announcer, 'announce'>;
  readonly works: Works;
  readonly profiles: FindsProfiles;
}

/** Drafts with what is known of their files and what is chosen of their series. */
export function openDrafts({ stateDir, runDeps, announcer, works, profiles }: OpenDraftsDeps): DraftParts {
  const { reader, clock, log } = runDeps;
  const { announce } = announcer;
  const drafts = openDraftBook({
    stateDir,
    now: () => clock.now(),
    log,
    announce,
    profiles,
    isVenClientSet: (files) => isVenClientSet(reader, files),
  });
  const surveys = createSurveys({
    drafts,
    reader,
    works,
    tell: (workId) => (done, total, text) =>
      announce({ type: 'work-progress', workId, work: 'survey', done, total, text }),
  });
  return { drafts, choices: createSeriesChoices(drafts), surveys };
}

/** Files that cannot be read are no set; what is wrong with them is said where they are looked at. */
async function isVenClientSet(reader: Reader, files: readonly string[]): Promise<boolean> {
  try {
    if (!(await reader.looksLikeVenClient(files))) return false;
    await reader.readVenClientSite(files);
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}
