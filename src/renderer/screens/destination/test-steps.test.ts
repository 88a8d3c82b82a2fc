import { expect, it } from 'vitest';
import type { ConnectionStep } from '../../../contract/profile-shapes.ts';
import { endedSteps, outcomeOf, untriedSteps, withStep } from './test-steps.ts';

const told = (name: ConnectionStep['name'], state: ConnectionStep['state']): ConnectionStep => ({
  name,
  state,
  text: 'found',
  advice: null,
  code: null,
  durationMs: 3,
});

const statesOf = (steps: readonly ConnectionStep[]): string[] => steps.slice(0, 3).map(({ state }) => state);

it('shows all ten steps in their order before one is told', () => {
  expect(untriedSteps().map(({ name }) => name)).toEqual([
    'address',
    'proxy',
    'connect',
    'tls',
    'token',
    'permission',
    'endpoint',
    'body-size',
    'compression',
    'speed',
  ]);
});

it('follows each step as it is told', () => {
  const running = withStep(withStep(untriedSteps(), told('address', 'passed')), told('proxy', 'running'));
  expect(statesOf(running)).toEqual(['passed', 'running', 'waiting']);
  expect(statesOf(withStep(running, told('proxy', 'warning')))).toEqual(['passed', 'warning', 'waiting']);
});

it('leaves no step running when the test was stopped', () => {
  const stopped = endedSteps(
    withStep(withStep(untriedSteps(), told('address', 'passed')), told('proxy', 'running')),
  );
  expect(statesOf(stopped)).toEqual(['passed', 'skipped', 'skipped']);
});

it('tells a test with a warning from one that passed and one that failed', () => {
  const figures = {
    at: '2026-11-21T06:00:00.000Z',
    rehearsal: false,
    acceptedBytes: null,
    refusedBytes: null,
    takesGzip: null,
    latencyMs: null,
    bytesPerSecond: null,
  };
  const test = (ok: boolean, state: ConnectionStep['state']) =>
    outcomeOf({ ...figures, ok, steps: [...withStep(untriedSteps(), told('speed', state))] });
  expect(test(true, 'passed')).toBe('passed');
  expect(test(true, 'warning')).toBe('warnings');
  expect(test(false, 'warning')).toBe('failed');
});
