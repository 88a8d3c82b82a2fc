import { expect, it } from 'vitest';
import { AppError } from '../../contract/app-error.ts';
import { translateLedgerError } from './ledger-errors.ts';

it.each([
  ['SQLITE_FULL', 'ledger/disk-full'],
  ['SQLITE_IOERR_WRITE', 'ledger/disk-full'],
  ['SQLITE_IOERR_FSYNC', 'ledger/disk-full'],
  // As on a full disk that a program only looks at: the index of the log is made there.
  ['SQLITE_IOERR_SHMSIZE', 'ledger/disk-full'],
  ['SQLITE_BUSY_SNAPSHOT', 'ledger/locked'],
  ['SQLITE_CORRUPT_VTAB', 'ledger/corrupt'],
  ['SQLITE_NOTADB', 'ledger/corrupt'],
  ['SQLITE_READONLY_DIRECTORY', 'ledger/unwritable'],
  ['SQLITE_CANTOPEN', 'ledger/unwritable'],
])('%s of the database is told as %s, with its code and where', (code, told) => {
  const error = translateLedgerError(Object.assign(new Error('no'), { code }), '/state/ledger.sqlite');
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({
    code: told,
    message: expect.stringContaining(`(/state/ledger.sqlite; ${code})`) as string,
  });
});

it('a fault of our own statements stays what it is', () => {
  const fault = Object.assign(new Error('no'), { code: 'SQLITE_CONSTRAINT_UNIQUE' });
  expect(translateLedgerError(fault, '/state/ledger.sqlite')).toBe(fault);
});
