import { expect, it } from 'vitest';
import { silentLog } from '../ports/log.ts';
import { createLimiterLog } from './limiter-log.ts';

it('the log has what limits a job when that has become another thing, and at most every quarter of a minute', () => {
  const lines: unknown[] = [];
  const log = { ...silentLog, info: (message: string, facts?: object) => lines.push([message, facts]) };
  const { note } = createLimiterLog(log, 'one');
  note(null, 0);
  note({ code: 'vtn-answers', text: 'Waiting for answers of the VTN: 2 requests on their way' }, 0);
  note({ code: 'vtn-answers', text: 'Waiting for answers of the VTN: 3 requests on their way' }, 20_000);
  note({ code: 'points-limit', text: 'Your limit of 50 points/s' }, 21_000);
  note({ code: 'vtn-answers', text: 'Waiting for answers of the VTN: 1 request on its way' }, 30_000);
  note({ code: 'offline', text: 'Offline' }, 36_000);
  expect(lines).toEqual([
    [
      'The pace is limited: Waiting for answers of the VTN: 2 requests on their way',
      { jobId: 'one', limiter: 'vtn-answers' },
    ],
    ['The pace is limited: Your limit of 50 points/s', { jobId: 'one', limiter: 'points-limit' }],
    ['The pace is limited: Offline', { jobId: 'one', limiter: 'offline' }],
  ]);
});
