import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { LoadingNote } from './components/loading-note.tsx';
import { draftSteps } from '../contract/draft-shapes.ts';
import type { DraftStep } from '../contract/draft-shapes.ts';
import { routes } from './routes.ts';
import { JobsScreen } from './screens/jobs/jobs-screen.tsx';
import { NoSuchPage } from './screens/shell/no-such-page.tsx';

// The list of jobs comes first and alone; every other page is loaded when somebody goes there.
const JobScreen = lazy(() => import('./screens/job/job-screen.tsx'));
const NewMigration = lazy(() => import('./screens/draft/new-migration.tsx'));
const DraftScreen = lazy(() => import('./screens/draft/draft-screen.tsx'));
const DestinationsScreen = lazy(() => import('./screens/destinations/destinations-screen.tsx'));
const TakeOverScreen = lazy(() => import('./screens/take-over/take-over-screen.tsx'));
const SettingsScreen = lazy(() => import('./screens/settings/settings-screen.tsx'));

/** Which page stands at which address. */
export function Pages() {
  return (
    <Suspense fallback={<LoadingNote />}>
      <Switch>
        <Route path={routes.jobs}>
          <JobsScreen />
        </Route>
        <Route path="/jobs/:jobId/:part?">
          {({ jobId, part }) => (
            <JobScreen key={jobId} jobId={decodeURIComponent(jobId)} part={part ?? 'run'} />
          )}
        </Route>
        <Route path={routes.newMigration}>
          <NewMigration />
        </Route>
        <Route path="/drafts/:draftId/:step">
          {({ draftId, step }) =>
            isDraftStep(step) ? (
              <DraftScreen key={draftId} draftId={decodeURIComponent(draftId)} step={step} />
            ) : (
              <Redirect to={routes.draft(decodeURIComponent(draftId), 'sources')} replace />
            )
          }
        </Route>
        <Route path="/take-over/:path?">
          {({ path }) => (
            <TakeOverScreen key={path ?? ''} path={path === undefined ? null : decodeURIComponent(path)} />
          )}
        </Route>
        <Route path={routes.destinations}>
          <DestinationsScreen />
        </Route>
        <Route path="/settings/:section?">
          {({ section }) => <SettingsScreen section={section ?? 'general'} />}
        </Route>
        <Route>
          <NoSuchPage />
        </Route>
      </Switch>
    </Suspense>
  );
}

function isDraftStep(text: string): text is DraftStep {
  return (draftSteps as readonly string[]).includes(text);
}
