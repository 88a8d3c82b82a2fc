import { nginxPage, plainText, refusal } from './answer.ts';
import type { Answer, Reply } from './answer.ts';
import type { NotWritten, PartialCount, SlowDown, WrittenUnheard } from './fault.ts';

/** The answer of a fault that keeps a request from being taken. */
export function refusedBy(fault: SlowDown | NotWritten): Answer {
  switch (fault.kind) {
    case 'rate-limited':
      return refusal(429, 'Too Many Requests', retryAfter(fault));
    case 'unavailable':
      return refusal(503, 'Service Unavailable', retryAfter(fault));
    case 'server-error':
      return plainText(500, 'Internal Server Error');
    case 'bad-gateway':
      return nginxPage(502, 'Bad Gateway');
    case 'reset-before-write':
      return { ending: 'reset' };
    case 'hang':
      return { ending: 'none' };
  }
}

function retryAfter({ retryAfterSeconds }: SlowDown): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
}

/** What is left of a good answer when a fault hits a request that was carried out. */
export function distorted(fault: WrittenUnheard | PartialCount, created: Reply): Answer {
  switch (fault.kind) {
    case 'gateway-timeout':
      return nginxPage(504, 'Gateway Time-out');
    case 'reset-after-write':
      return { ending: 'reset' };
    case 'cut-answer':
      return { ...created, ending: 'cut' };
    case 'partial-count':
      return created;
  }
}
