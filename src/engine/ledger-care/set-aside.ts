import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import { notice } from '../../contract/settings-shapes.ts';
import type { Notice } from '../../contract/settings-shapes.ts';
import { newestBackup } from './backup-files.ts';
import { addNotice } from './notice-book.ts';
import { syncFolder, writeStateFile } from '../state-file.ts';

/** The first is what makes a ledger; the others are worth nothing without it. */
const ledgerFiles = ['ledger.sqlite', 'ledger.sqlite-wal', 'ledger.sqlite-shm', 'ledger.sqlite-journal'];
const intentName = 'moving.json';

export interface SettingAside {
  readonly stateDir: string;
  /** What was found, in a sentence's part. */
  readonly fault: string;
  readonly nowMs: number;
  /** Folders of the state directory that only this ledger knows what to do with, as staged copies. */
  readonly companions: readonly string[];
}

/**
 * Moves a damaged ledger with its log into a folder of its own, where nothing touches it, and leaves a notice. Nothing
 * is deleted and nothing overwritten. A process that ends in between is taken up by `finishSettingAside`.
 *
 * @throws AppError ledger/corrupt when the files cannot be moved; they are as they were
 */
export function setLedgerAside({ stateDir, fault, nowMs, companions }: SettingAside): Notice {
  const folder = freshFolder(stateDir, nowMs);
  const told = noticeOf(stateDir, folder, fault, nowMs);
  try {
    writeStateFile(path.join(folder, intentName), JSON.stringify({ notice: told, companions }));
    moveIn(stateDir, folder, [...ledgerFiles, ...companions]);
  } catch (thrown) {
    undoIntent(folder);
    throw notMoved(stateDir, fault, thrown);
  }
  finish(stateDir, folder, told);
  return told;
}

/** Ends what an earlier process began: else a new ledger would come to lie beside the old one's log. */
export function finishSettingAside(stateDir: string): void {
  for (const folder of damagedFolders(stateDir)) {
    const intent = readIntent(folder);
    if (intent === null) continue;
    const hasBegun = existsSync(path.join(folder, ledgerFiles[0] ?? ''));
    if (hasBegun) {
      moveIn(stateDir, folder, [...ledgerFiles.slice(1), ...intent.companions]);
      finish(stateDir, folder, intent.notice);
    } else {
      undoIntent(folder);
    }
  }
}

function moveIn(stateDir: string, folder: string, names: readonly string[]): void {
  for (const name of names) {
    const from = path.join(stateDir, name);
    if (existsSync(from)) renameSync(from, path.join(folder, name));
  }
  syncFolder(folder);
  syncFolder(stateDir);
}

/** The notice first: whoever dies before the intent is gone tells it again, under the same id. */
function finish(stateDir: string, folder: string, told: Notice): void {
  addNotice(stateDir, told);
  rmSync(path.join(folder, intentName), { force: true });
}

function undoIntent(folder: string): void {
  rmSync(path.join(folder, intentName), { force: true });
  try {
    rmdirSync(folder);
  } catch {
    // Something of the ledger is in it already, and stays there.
  }
}

function readIntent(folder: string): { notice: Notice; companions: readonly string[] } | null {
  try {
    const intent = JSON.parse(readFileSync(path.join(folder, intentName), 'utf8')) as {
      notice: unknown;
      companions: unknown;
    };
    const companions = Array.isArray(intent.companions) ? intent.companions.map(String) : [];
    return { notice: notice.parse(intent.notice), companions: companions.map((name) => path.basename(name)) };
  } catch {
    return null;
  }
}

function damagedFolders(stateDir: string): string[] {
  if (!existsSync(stateDir)) return [];
  return readdirSync(stateDir)
    .filter((name) => name.startsWith('damaged-'))
    .map((name) => path.join(stateDir, name))
    .filter((each) => statSync(each, { throwIfNoEntry: false })?.isDirectory() === true);
}

/** A folder that was not there before. */
function freshFolder(stateDir: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  for (let nth = 1; ; nth++) {
    const folder = path.join(stateDir, `damaged-${stamp}${nth === 1 ? '' : `-${nth}`}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw notMoved(stateDir, 'damage', thrown);
    }
  }
}

function noticeOf(stateDir: string, folder: string, fault: string, nowMs: number): Notice {
  const backup = newestBackup(stateDir);
  const backupWords =
    backup === null
      ? ''
      : ` The newest whole copy is ${backup}; it is older than the damage and is not used by itself, because it does not know what was sent since.`;
  const text =
    `The ledger was damaged (${fault}) and has been set aside, whole, in ${folder}. A new, empty ledger was begun. ` +
    `The jobs of the old one are not known here any more. What the VTN has confirmed is at the VTN and stays there. ` +
    `Before you upload the same files again, know that they are sent from the beginning: the VTN overwrites what it has with the same values.` +
    `${backupWords} What to do: send that folder to support, or get the jobs out with "sqlite3 ${path.join(folder, 'ledger.sqlite')} .recover". Check the disk.`;
  return { id: path.basename(folder), at: new Date(nowMs).toISOString(), code: 'ledger/corrupt', text };
}

function notMoved(stateDir: string, fault: string, cause: unknown): AppError {
  const text =
    `The ledger in ${stateDir} is damaged (${fault}) and cannot be moved away: ${(cause as Error).message}. Nothing was changed. ` +
    'Close every other Meterhaul and start again, or choose another --state-dir.';
  return new AppError('ledger/corrupt', text, { context: { path: stateDir }, cause });
}
