import type { ServerResponse } from 'node:http';
import { AppError, toErrorRecord } from '../contract/app-error.ts';
import type { ErrorCode } from '../contract/error-codes.ts';

/** Answers with one JSON document. */
export function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

const statuses: Partial<Record<ErrorCode, number>> = {
  'source/out-of-bounds': 403,
  'source/missing': 404,
  'source/unreadable': 403,
  'source/upload-too-large': 413,
  'source/upload-incomplete': 400,
  'usage/invalid': 400,
  'ledger/disk-full': 507,
};

/** Answers with an error in the shape of `filesTrouble`; what was not expected is a 500. */
export function answerTrouble(response: ServerResponse, thrown: unknown): void {
  const status = thrown instanceof AppError ? (statuses[thrown.code] ?? 500) : 500;
  answerJson(response, status, { error: toErrorRecord(thrown) });
}
