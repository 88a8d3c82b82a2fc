import { AppError } from '../../contract/app-error.ts';
import type { ErrorCode } from '../../contract/error-codes.ts';

/**
 * A failure of the ledger's database as an AppError with a code of its own; anything else comes back as it
 * was. Codes: https://www.sqlite.org/rescode.html
 */
export function translateLedgerError(thrown: unknown, ledgerPath: string): unknown {
  const code = sqliteCode(thrown);
  if (code === null) return thrown;
  const appCode = appCodeOf(code);
  return new AppError(appCode, `${sentences[appCode]} (${ledgerPath}; ${code})`, {
    context: { path: ledgerPath, sqliteCode: code },
    cause: thrown,
  });
}

/** What is thrown once damage was found by a look at the whole file. */
export function corruptLedger(ledgerPath: string, fault: string): AppError {
  const text = `${sentences['ledger/corrupt']} (${ledgerPath}; ${fault})`;
  return new AppError('ledger/corrupt', text, { context: { path: ledgerPath } });
}

type LedgerCode = Exclude<Extract<ErrorCode, `ledger/${string}`>, 'ledger/network-drive'>;

const sentences: Record<LedgerCode, string> = {
  'ledger/disk-full': 'The disk that holds the ledger is full. Make room there, then resume',
  'ledger/locked': 'Another program keeps the ledger locked. Close it, then resume',
  'ledger/unwritable': 'The ledger cannot be opened or written. Check the rights of its folder',
  'ledger/corrupt':
    'The ledger is damaged. Nothing more is written to it; start Meterhaul again, which sets it aside and begins a new one',
  'ledger/newer-schema': 'The ledger was written by a newer Meterhaul',
};

/** What a full disk looks like where something is written, made durable, or made longer, as the index of the log. */
const noRoomCodes = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_SHMSIZE'];

function appCodeOf(sqlite: string): LedgerCode {
  if (noRoomCodes.includes(sqlite)) return 'ledger/disk-full';
  if (sqlite.startsWith('SQLITE_BUSY') || sqlite.startsWith('SQLITE_LOCKED')) return 'ledger/locked';
  if (sqlite.startsWith('SQLITE_CORRUPT') || sqlite === 'SQLITE_NOTADB') return 'ledger/corrupt';
  return 'ledger/unwritable';
}

const environmentFaults = [
  'FULL',
  'IOERR',
  'BUSY',
  'LOCKED',
  'CORRUPT',
  'NOTADB',
  'READONLY',
  'CANTOPEN',
  'PERM',
  'AUTH',
];

/** The SQLite code when the environment is at fault; a constraint or syntax error is our own bug. */
function sqliteCode(thrown: unknown): string | null {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return null;
  return environmentFaults.some((fault) => code.startsWith(`SQLITE_${fault}`)) ? code : null;
}
