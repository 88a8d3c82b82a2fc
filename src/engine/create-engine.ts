import path from 'node:path';
import { createApi } from './api/create-api.ts';
import { openDrafts } from './drafts/open-drafts.ts';
import type { Engine, EngineDeps } from './engine.ts';
import { createAnnouncer } from './events.ts';
import type { Announcer } from './events.ts';
import { createVtnPaces } from './jobs/pace/vtn-paces.ts';
import type { RunDeps } from './jobs/start-run.ts';
import { readOthersPaces } from './ledger/active-paces.ts';
import { systemDrives } from './ledger-care/network-drive.ts';
import { lookAfterLedger } from './ledger-care/look-after-ledger.ts';
import { openWithCare } from './ledger-care/open-with-care.ts';
import { settleHandovers } from './haul/settle-handovers.ts';
import { openOutbox } from './outbox.ts';
import { sweepCopies } from './staging/copies-folder.ts';
import { systemClock } from './ports/clock.ts';
import { silentLog } from './ports/log.ts';
import { systemProcesses } from './ports/process-identity.ts';
import { sessionVault } from './ports/session-vault.ts';
import { openProfileBook } from './profiles/profile-book.ts';
import { createRunningJobs } from './running-jobs.ts';
import type { RunningJobs } from './running-jobs.ts';
import { openNewsDesk } from './views/run-news.ts';
import { watchOtherProcesses } from './views/watch-jobs.ts';
import { readSettings } from './settings/settings-file.ts';
import { createWorks } from './works.ts';
import { startReader } from './workers/start-reader.ts';

export type { Engine, EngineDeps } from './engine.ts';

const ledgerLookedAtEveryMs = 500;

/** The one engine behind all doors. Throws ledger/* when the ledger cannot be opened. */
export function createEngine(deps: EngineDeps): Engine {
  const runDeps = openRunDeps(deps);
  const { ledger, reader, clock, processes } = runDeps;
  const announcer = createAnnouncer(runDeps.log);
  const works = createWorks();
  const jobs = createRunningJobs(runDeps, announcer, openNewsDesk(deps.stateDir));
  const profiles = openProfileBook({
    stateDir: deps.stateDir,
    vault: deps.vault ?? sessionVault('No keychain is in use here.'),
    log: runDeps.log,
    changed: () => announcer.announce({ type: 'profiles-changed' }),
  });
  const draftParts = openDrafts({ stateDir: deps.stateDir, runDeps, announcer, works, profiles });
  const outbox = openOutbox(deps.stateDir, clock);
  settleHandovers(runDeps);
  sweepCopies(ledger, deps.stateDir, processes, clock);
  const closing = new AbortController();
  const watching = watchLedger(deps.stateDir, runDeps, jobs, announcer, closing.signal);
  return {
    api: createApi({ deps, runDeps, jobs, announcer, works, profiles, outbox, ...draftParts }),
    takeDownload: outbox.take,
    subscribe: announcer.subscribe,
    close: async () => {
      works.stopAll();
      await jobs.pauseAll();
      closing.abort();
      await watching;
      outbox.close();
      await reader.close();
      ledger.close();
    },
  };
}

/** What runs share: the ledger, opened with care, and the reader. Throws ledger/*. */
function openRunDeps(deps: EngineDeps): RunDeps {
  const clock = deps.clock ?? systemClock;
  const log = deps.log ?? silentLog;
  const processes = deps.processes ?? systemProcesses();
  const ledger = openWithCare({
    stateDir: deps.stateDir,
    clock,
    log,
    processes,
    drives: deps.drives ?? systemDrives,
    ...(deps.ledgerObserver === undefined ? {} : { observer: deps.ledgerObserver }),
  });
  const reader = startReader({ spoolParent: path.join(deps.stateDir, 'spool') });
  return {
    ledger,
    reader,
    clock,
    random: deps.random ?? Math.random,
    log,
    processes,
    paces: createVtnPaces(clock, (origin) =>
      ledger.read((database) => readOthersPaces(database, origin, processes, clock.now())),
    ),
  };
}

/** Looks at what others write and after the ledger itself, until the signal is aborted. */
async function watchLedger(
  stateDir: string,
  { ledger, clock, log }: RunDeps,
  jobs: RunningJobs,
  announcer: Announcer,
  signal: AbortSignal,
): Promise<void> {
  const watching = watchOtherProcesses({
    ledger,
    clock,
    everyMs: ledgerLookedAtEveryMs,
    signal,
    isWatched: announcer.hasListeners,
    othersWrote: jobs.takeUpChanges,
    listOthers: () => jobs.list().filter(({ id }) => !jobs.runs(id)),
    announce: announcer.announce,
  });
  const upkeep = lookAfterLedger({
    stateDir,
    ledger,
    clock,
    log,
    settings: () => readSettings(stateDir, log),
    isBusy: () => jobs.list().some(({ id }) => jobs.runs(id)),
    isActive: (jobId) => jobs.summary(jobId).active,
    announce: announcer.announce,
    signal,
  });
  await Promise.all([watching, upkeep]);
}
