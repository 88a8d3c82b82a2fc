import type { PageState } from './page-state.ts';
import { checkStates } from './states-of-checks.ts';
import { destinationStates } from './states-of-destinations.ts';
import { mappingStates, previewStates, seriesStates, sourcesStates } from './states-of-drafts.ts';
import { jobsStates } from './states-of-jobs.ts';
import { handOverStates } from './states-of-records.ts';
import { jobStates } from './states-of-runs.ts';
import { settingsStates } from './states-of-settings.ts';

/** Every page in every state that a person may meet it in. */
export const pageStates: readonly PageState[] = [
  ...jobsStates,
  ...sourcesStates,
  ...mappingStates,
  ...previewStates,
  ...seriesStates,
  ...destinationStates,
  ...checkStates,
  ...jobStates,
  ...handOverStates,
  ...settingsStates,
];
