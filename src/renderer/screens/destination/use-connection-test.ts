import i18next from 'i18next';
import { useState } from 'react';
import type {
  ConnectionStep,
  ConnectionTest,
  Profile,
  ProfileSecrets,
} from '../../../contract/profile-shapes.ts';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { currentEngine } from '../../stores/current-engine.ts';
import { useWork } from '../../stores/works-store.ts';
import type { Work } from '../../stores/works-store.ts';
import { endedSteps, outcomeOf, untriedSteps, withStep } from './test-steps.ts';

/** idle -> running -> done | failed, or running -> stopping -> stopped, as any work; with its steps as they are told. */
export interface TestRun extends Pick<Work<ConnectionTest>, 'state' | 'trouble' | 'stop'> {
  readonly steps: readonly ConnectionStep[];
  /** What came of it; null while there is nothing. */
  readonly found: ConnectionTest | null;
  /** @param shownName what the person calls the destination */
  readonly start: (profile: Profile, secrets: ProfileSecrets, shownName: string) => Promise<void>;
}

/** A test of one connection. Only its end is said aloud. */
export function useConnectionTest(): TestRun {
  const { state, value, trouble, start, stop } = useWork<ConnectionTest>();
  const [steps, setSteps] = useState(untriedSteps);
  const begin: TestRun['start'] = async (profile, secrets, shownName) => {
    setSteps(untriedSteps());
    await start(async (workId) => {
      const unsubscribe = currentEngine()?.subscribe((event) => {
        if (event.type === 'connection-step' && event.workId === workId)
          setSteps((last) => withStep(last, event.step));
      });
      try {
        const test = await ask('testConnection', { profile, secrets, workId });
        announce(wordsOf(test, shownName));
        return test;
      } catch (thrown) {
        const how = troubleOf(thrown).code === 'engine/cancelled' ? 'stopped' : 'notDone';
        announce(i18next.t(`destination:connection.told.${how}`, { name: shownName }));
        throw thrown;
      } finally {
        unsubscribe?.();
      }
    });
  };
  const found = state === 'done' ? value : null;
  const isOver = state === 'stopped' || state === 'failed';
  return {
    state,
    trouble,
    stop,
    found,
    steps: found?.steps ?? (isOver ? endedSteps(steps) : steps),
    start: begin,
  };
}

function wordsOf(test: ConnectionTest, name: string): string {
  const failed = test.steps.find(({ state }) => state === 'failed');
  const step = failed === undefined ? '' : i18next.t(`destination:connection.names.${failed.name}`);
  return i18next.t(`destination:connection.told.${outcomeOf(test)}`, { name, step });
}
