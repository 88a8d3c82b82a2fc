import type { ErrorCode } from '../../../contract/error-codes.ts';
import type { ConnectionStep } from '../../../contract/profile-shapes.ts';
import type { HttpBreak } from '../http-answer.ts';

/** What came of one step of a connection test. */
export type StepResult = Pick<ConnectionStep, 'text' | 'advice' | 'code'> & {
  readonly state: 'passed' | 'warning' | 'failed' | 'skipped';
};

export function passed(text: string): StepResult {
  return { state: 'passed', text, advice: null, code: null };
}

export function warning(text: string, advice: string): StepResult {
  return { state: 'warning', text, advice, code: null };
}

export function failed(code: ErrorCode, text: string, advice: string): StepResult {
  return { state: 'failed', text, advice, code };
}

export function skipped(text: string): StepResult {
  return { state: 'skipped', text, advice: null, code: null };
}

const breaks = {
  unreachable: ['vtn/unreachable', 'Check the line, the address and the proxy.'],
  tls: [
    'vtn/tls',
    "Check the address and this computer's clock. Give the certificate of the issuing authority as the CA file of " +
      'the destination; whoever runs the VTN has it.',
  ],
  timeout: ['vtn/timeout', 'Try again; when it stays so, ask whoever runs the VTN whether it is overloaded.'],
  lost: ['vtn/connection-lost', 'Try again; a firewall or proxy on the way may be closing connections.'],
} as const satisfies Record<HttpBreak['how'], readonly [ErrorCode, string]>;

/** A step that broke on the line. */
export function broken(what: string, { how, text }: HttpBreak): StepResult {
  const [code, advice] = breaks[how];
  const asksForOurs = how === 'tls' && /client certificate|ALERT_(?:CERTIFICATE|BAD|UNKNOWN)/i.test(text);
  return failed(
    code,
    `${what}: ${text}`,
    asksForOurs
      ? 'Give the client certificate and its key that whoever runs the VTN has issued for you.'
      : advice,
  );
}

/** A promise given up as soon as the signal is aborted, with its reason. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
