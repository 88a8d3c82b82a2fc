import path from 'node:path';
import { createApi } from './api/create-api.ts';
import { openDrafts } from './drafts/open-drafts.ts';
import type { Engine, EngineDeps } from './engine.ts';
import { createAnnouncer } from './events.ts';
import type { RunDeps } from './jobs/start-run.ts';
import { openLedger } from './ledger/ledger.ts';
import { systemClock } from './ports/clock.ts';
import { silentLog } from './ports/log.ts';
import { systemProcesses } from './ports/process-identity.ts';
import { sessionVault } from './ports/session-vault.ts';
import { openProfileBook } from './profiles/profile-book.ts';
import { createRunningJobs } from './running-jobs.ts';
import { watchOtherProcesses } from './views/watch-jobs.ts';
import { createWorks } from './works.ts';
import { startReader } from './workers/start-reader.ts';

export type { Engine, EngineDeps } from './engine.ts';

const ledgerLookedAtEveryMs = 500;

/** The one engine behind all doors. Throws ledger/* when the ledger cannot be opened. */
export function createEngine(deps: EngineDeps): Engine {
  const clock = deps.clock ?? systemClock;
  const ledger = openLedger({
    stateDir: deps.stateDir,
    ...(deps.ledgerObserver === undefined ? {} : { observer: deps.ledgerObserver }),
  });
  const reader = startReader({ spoolParent: path.join(deps.stateDir, 'spool') });
  const runDeps: RunDeps = {
    ledger,
    reader,
    clock,
    random: deps.random ?? Math.random,
    log: deps.log ?? silentLog,
    processes: deps.processes ?? systemProcesses(),
  };
  const announcer = createAnnouncer(runDeps.log);
  const works = createWorks();
  const jobs = createRunningJobs(runDeps, announcer);
  const profiles = openProfileBook({
    stateDir: deps.stateDir,
    vault: deps.vault ?? sessionVault('No keychain is in use here.'),
    log: runDeps.log,
    changed: () => announcer.announce({ type: 'profiles-changed' }),
  });
  const draftParts = openDrafts({ stateDir: deps.stateDir, runDeps, announcer, works, profiles });
  const closing = new AbortController();
  const watching = watchOtherProcesses({
    ledger,
    clock,
    everyMs: ledgerLookedAtEveryMs,
    signal: closing.signal,
    isWatched: announcer.hasListeners,
    othersWrote: jobs.takeUpChanges,
    listOthers: () => jobs.list().filter(({ id }) => !jobs.runs(id)),
    announce: announcer.announce,
  });
  return {
    api: createApi({ deps, runDeps, jobs, announcer, works, profiles, ...draftParts }),
    subscribe: announcer.subscribe,
    close: async () => {
      works.stopAll();
      await jobs.pauseAll();
      closing.abort();
      await watching;
      await reader.close();
      ledger.close();
    },
  };
}
