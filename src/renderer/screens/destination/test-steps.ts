import { connectionStepNames } from '../../../contract/profile-shapes.ts';
import type { ConnectionStep, ConnectionTest, ProfileView } from '../../../contract/profile-shapes.ts';
import type { IconName } from '../../components/icon.tsx';
import type { StateTone } from '../../words/state-words.ts';

export type StepState = ConnectionStep['state'];

interface Look {
  readonly icon: IconName;
  readonly tone: StateTone;
}

/** How each state of a step looks; its word says the same. */
export const stepLooks: Readonly<Record<StepState, Look>> = {
  waiting: { icon: 'clock', tone: 'quiet' },
  running: { icon: 'hourglass', tone: 'busy' },
  passed: { icon: 'check', tone: 'good' },
  warning: { icon: 'warning', tone: 'caution' },
  failed: { icon: 'cross', tone: 'bad' },
  skipped: { icon: 'dash', tone: 'quiet' },
};

export type TestOutcome = 'passed' | 'warnings' | 'failed';

export const outcomeLooks: Readonly<Record<TestOutcome, Look>> = {
  passed: { icon: 'check', tone: 'good' },
  warnings: { icon: 'warning', tone: 'caution' },
  failed: { icon: 'cross', tone: 'bad' },
};

export const secretLooks: Readonly<Record<ProfileView['secret'], Look>> = {
  kept: { icon: 'check', tone: 'quiet' },
  session: { icon: 'clock', tone: 'quiet' },
  none: { icon: 'warning', tone: 'caution' },
  'not-needed': { icon: 'check', tone: 'quiet' },
};

/** All steps before the first is tried. */
export function untriedSteps(): readonly ConnectionStep[] {
  return connectionStepNames.map((name) => ({
    name,
    state: 'waiting',
    text: '',
    advice: null,
    code: null,
    durationMs: null,
  }));
}

/** The steps with what was told of one of them. */
export function withStep(steps: readonly ConnectionStep[], told: ConnectionStep): readonly ConnectionStep[] {
  return steps.map((step) => (step.name === told.name ? told : step));
}

/** The steps of a test that ended before its end: what was under way or waiting was not tried. */
export function endedSteps(steps: readonly ConnectionStep[]): readonly ConnectionStep[] {
  return steps.map((step) =>
    step.state === 'running' || step.state === 'waiting' ? { ...step, state: 'skipped' } : step,
  );
}

export function outcomeOf({ ok, steps }: ConnectionTest): TestOutcome {
  if (!ok) return 'failed';
  return steps.some(({ state }) => state === 'warning') ? 'warnings' : 'passed';
}

/**
 * Under which name a test is asked for: secrets that are kept are found by it, so one without a name must not take
 * that of another destination.
 */
export function nameForTest(own: string | null, otherNames: readonly string[]): string {
  if (own !== null) return own;
  for (let number = 1; ; number++) {
    const name = `Untitled ${number}`;
    if (!otherNames.includes(name)) return name;
  }
}
