import { beforeAll, expect, it } from 'vitest';
import { sampleJob } from '../../../test/suites/sample-engine.ts';
import { jobStates } from '../../domain/job-state.ts';
import { actionsFor, actionWord } from './job-actions.ts';
import { destinationName, jobTitle } from './job-title.ts';
import { shownState } from './shown-state.ts';
import { jobPageTitle, pageTitle } from './page-title.ts';
import { startWords } from './i18n.ts';
import { words } from './locales/en/index.ts';

beforeAll(startWords);

const points = (confirmed: number): ReturnType<typeof sampleJob>['points'] => ({
  ...sampleJob().points,
  confirmed,
});

it('names a job by its files, on Windows too', () => {
  expect(jobTitle({ files: ['/media/usb/resources.db', 'D:\\site\\load_data.h5'] })).toBe(
    'resources.db + load_data.h5',
  );
  expect(destinationName('https://vtn.example.com/openadr3/')).toBe('vtn.example.com/openadr3');
});

it('tells in the title of a tab how far the running jobs are', () => {
  expect(pageTitle([])).toBe('Meterhaul');
  expect(pageTitle([sampleJob({ state: 'paused', points: points(500) })])).toBe('Meterhaul');
  const jobs = [
    sampleJob({ state: 'running', points: points(500) }),
    sampleJob({ state: 'waiting', points: points(0) }),
  ];
  expect(pageTitle(jobs)).toBe('25% – Meterhaul');
});

it('tells in the title of a tab that someone is needed', () => {
  expect(pageTitle([sampleJob({ state: 'running' }), sampleJob({ state: 'blocked' })])).toBe(
    'Needs you – Meterhaul',
  );
});

it('names the job in the title of its own page, after how far it is', () => {
  const files = ['/media/usb/site $1.db'];
  const running = sampleJob({ state: 'running', files, points: points(250) });
  expect(jobPageTitle(running)).toBe('25% – site $1.db – Meterhaul');
  expect(jobPageTitle(sampleJob({ state: 'paused', files }))).toBe('site $1.db – Meterhaul');
});

it('has another word for each state, since colour alone says nothing', () => {
  expect(new Set(jobStates.map((state) => words.jobs.states[state].word)).size).toBe(jobStates.length);
});

it('offers in each state what helps there, and says Start only for a job that never ran', () => {
  expect(actionsFor('planned')).toEqual(['start', 'cancel']);
  expect(actionWord('start', 'planned')).toBe('start');
  expect(actionsFor('blocked')).toEqual(['start', 'cancel']);
  expect(actionWord('start', 'blocked')).toBe('resume');
  expect(actionsFor('running')).toEqual(['pause', 'cancel']);
  expect(actionsFor('incomplete')).toEqual(['retry', 'remove']);
  expect(actionsFor('completed')).toEqual(['remove']);
  expect(actionsFor('planning')).toEqual([]);
});

it('shows a job whose program has ended as paused, since nobody goes on with it', () => {
  expect(shownState({ state: 'waiting', active: false })).toBe('paused');
  expect(shownState({ state: 'waiting', active: true })).toBe('waiting');
  expect(shownState({ state: 'completed', active: false })).toBe('completed');
});
