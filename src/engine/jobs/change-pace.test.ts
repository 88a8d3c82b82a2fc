import { expect, it } from 'vitest';
import { paceChange, paceRequest } from '../../contract/request-shapes.ts';
import { changedPace, limitsOf, requestsAllowed, spellPace } from './change-pace.ts';

const pace = paceRequest.parse({
  maxPointsPerSecond: 5000,
  concurrency: 2,
  window: { from: '22:00', to: '06:00' },
  chunkPoints: 50,
});

it('a change leaves alone what it does not name, and null takes a limit away', () => {
  expect(changedPace(pace, paceChange.parse({}))).toEqual(pace);
  expect(changedPace(pace, paceChange.parse({ maxPointsPerSecond: null, concurrency: 'auto' }))).toEqual({
    ...pace,
    maxPointsPerSecond: null,
    concurrency: 'auto',
  });
});

it('the limits that hold are told in words and figures', () => {
  expect(spellPace(pace)).toBe(
    'The limits were changed: at most 5,000 points/s, 2 requests at once, from 22:00 to 06:00',
  );
  expect(spellPace(paceRequest.parse({ maxBytesPerSecond: 200_000, concurrency: 1 }))).toBe(
    'The limits were changed: points/s as fast as it goes, at most 200,000 bytes/s, 1 request at once, at any hour',
  );
});

it('every limit is told and changed by its name', () => {
  const limited = changedPace(pace, paceChange.parse({ maxRequestsPerSecond: 2.5, window: null }));
  expect(spellPace(limited)).toBe(
    'The limits were changed: at most 5,000 points/s, at most 2.5 requests/s, 2 requests at once, at any hour',
  );
  expect(limitsOf(limited)).toEqual({ pointsPerSecond: 5000, requestsPerSecond: 2.5, bytesPerSecond: null });
});

it('automatic is as many at once as the VTN takes, within reason', () => {
  expect(requestsAllowed(paceRequest.parse({}))).toBe(32);
  expect(requestsAllowed(pace)).toBe(2);
});
