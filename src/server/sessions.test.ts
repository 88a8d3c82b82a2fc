import { expect, it } from 'vitest';
import { createSessions } from './sessions.ts';

it('opens one session for a one-time token, and says of a second use that it was used', () => {
  const sessions = createSessions();
  const token = sessions.issue();
  const first = sessions.exchange(token);
  expect(first.outcome).toBe('opened');
  expect(sessions.has(first.outcome === 'opened' ? first.sessionToken : '')).toBe(true);
  expect(sessions.exchange(token)).toEqual({ outcome: 'used' });
});

it('opens nothing for a token it never gave, or for a session token', () => {
  const sessions = createSessions();
  const opened = sessions.exchange(sessions.issue());
  expect(sessions.exchange('guess')).toEqual({ outcome: 'unknown' });
  expect(sessions.exchange(opened.outcome === 'opened' ? opened.sessionToken : '')).toEqual({
    outcome: 'unknown',
  });
});

it('takes no one-time token for a session', () => {
  const sessions = createSessions();
  expect(sessions.has(sessions.issue())).toBe(false);
  expect(sessions.has('')).toBe(false);
});

it('voids an unused URL when a new one is asked for, and keeps the sessions that are open', () => {
  const sessions = createSessions();
  const opened = sessions.exchange(sessions.issue());
  const unused = sessions.issue();
  const fresh = sessions.issue();
  expect(sessions.exchange(unused)).toEqual({ outcome: 'used' });
  expect(sessions.exchange(fresh).outcome).toBe('opened');
  expect(sessions.has(opened.outcome === 'opened' ? opened.sessionToken : '')).toBe(true);
});
