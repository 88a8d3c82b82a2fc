import i18next from 'i18next';
import { toErrorRecord } from '../../contract/app-error.ts';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { ConnectedEngine } from '../../transport/connect-engine.ts';
import { shownState } from '../words/shown-state.ts';
import { announce, announceState } from './announcements.ts';
import { currentEngine, noteCurrentEngine } from './current-engine.ts';
import { applyDraftEvent, loadDrafts } from './drafts-store.ts';
import { applySettingsEvent, loadSettings } from './settings-store.ts';
import { applyWorkEvent } from './works-store.ts';
import { applyJobEvent, showJobs, showJobsTrouble, useJobs } from './jobs-store.ts';

/** Events that came while the list was being fetched: newer than it, so they are put on top of it. */
let overtaking: EngineEvent[] | null = null;

/** Shows the jobs of a freshly connected engine and keeps them up to date until its connection ends. */
export async function followEngine(engine: ConnectedEngine): Promise<void> {
  noteCurrentEngine(engine);
  engine.subscribe((event) => {
    if (overtaking === null) tell(event);
    else overtaking.push(event);
  });
  // Settings that cannot be had are no reason to show nothing: the system's own are used.
  await Promise.all([loadJobs(engine), loadDrafts(), loadSettings().catch(() => {})]);
}

/** Asks for the list once more, after it could not be had. */
export async function reloadJobs(): Promise<void> {
  const engine = currentEngine();
  if (engine !== null) await loadJobs(engine);
}

async function loadJobs(engine: ConnectedEngine): Promise<void> {
  overtaking = [];
  try {
    showJobs(await engine.api.listJobs({}));
  } catch (thrown) {
    const { code, message } = toErrorRecord(thrown);
    // A lost connection is told by the banner, and the next one loads again.
    if (code !== 'engine/stopped') showJobsTrouble({ code, text: message });
  }
  const late = overtaking;
  overtaking = null;
  for (const event of late) tell(event);
}

function tell(event: EngineEvent): void {
  const { jobs } = useJobs.getState();
  applyJobEvent(event);
  applyDraftEvent(event);
  applySettingsEvent(event);
  applyWorkEvent(event);
  if (event.type === 'job-changed') {
    const before = jobs.find(({ id }) => id === event.job.id);
    if (before === undefined || shownState(before) !== shownState(event.job)) announceState(event.job);
  }
  if (event.type === 'job-removed') announce(i18next.t('jobs:removed'));
}
