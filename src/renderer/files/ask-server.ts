import type { z } from 'zod';
import { AppError, fromErrorRecord } from '../../contract/app-error.ts';
import { filesTrouble } from '../../contract/served-files.ts';
import type { Session } from '../connection/session.ts';

/** How the page reaches its server; tests bring their own. */
export interface ServerAccess {
  readonly session: Pick<Session, 'token'>;
  readonly fetch: typeof fetch;
}

/** Asks the server of the page and reads its answer. Throws what the server says, or engine/stopped. */
export async function askServer<T extends z.ZodType>(
  { session, fetch }: ServerAccess,
  path: string,
  shape: T,
  options: RequestInit = {},
): Promise<z.output<T>> {
  const token = await session.token();
  const reply = await fetch(path, { ...options, headers: { Authorization: `Bearer ${token}` } }).catch(
    (thrown: unknown) => {
      options.signal?.throwIfAborted();
      throw noAnswer(thrown);
    },
  );
  return readAnswer(reply.status, await reply.text(), shape);
}

/** The answer in its shape; throws the error that it holds instead. */
export function readAnswer<T extends z.ZodType>(status: number, text: string, shape: T): z.output<T> {
  const body = parseJson(text);
  if (status >= 200 && status < 300) {
    const answer = shape.safeParse(body);
    if (answer.success) return answer.data;
    throw new AppError('engine/bug', 'The answer of the program that served this page is not understood.');
  }
  const trouble = filesTrouble.safeParse(body);
  if (trouble.success) throw fromErrorRecord(trouble.data.error);
  if (status === 401) {
    throw new AppError(
      'engine/stopped',
      'The session of this page has ended. Open the address that Meterhaul printed last.',
    );
  }
  throw new AppError('engine/bug', `The program that served this page answered with status ${status}.`);
}

export function noAnswer(cause: unknown): AppError {
  return new AppError('engine/stopped', 'The program that served this page does not answer.', { cause });
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return null;
  }
}
