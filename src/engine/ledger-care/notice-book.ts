import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract/app-error.ts';
import { notice } from '../../contract/settings-shapes.ts';
import type { Notice } from '../../contract/settings-shapes.ts';
import { writeStateFile } from '../state-file.ts';

const noticeFile = z.array(notice);

/** What people should know of the ledger, the oldest first, until they put it away. Every door shows it. */
export function readNotices(stateDir: string): readonly Notice[] {
  let text: string;
  try {
    text = readFileSync(fileIn(stateDir), 'utf8');
  } catch {
    return [];
  }
  const parsed = noticeFile.safeParse(parseJson(text));
  return parsed.success ? parsed.data : [unreadable(stateDir)];
}

/** One of the same id is replaced. Throws ledger/unwritable. */
export function addNotice(stateDir: string, added: Notice): void {
  write(stateDir, [...readWhole(stateDir).filter(({ id }) => id !== added.id), added]);
}

/** Does nothing when there is none of that id. Throws ledger/unwritable. */
export function dropNotice(stateDir: string, id: string): void {
  const notices = readNotices(stateDir);
  if (notices.some((each) => each.id === id)) {
    write(
      stateDir,
      readWhole(stateDir).filter((each) => each.id !== id),
    );
  }
}

/** A file that nobody can read is kept under another name before something is written in its place. */
function readWhole(stateDir: string): readonly Notice[] {
  const notices = readNotices(stateDir);
  if (!notices.some(({ id }) => id === unreadableId)) return notices;
  renameSync(fileIn(stateDir), `${fileIn(stateDir)}.unreadable-${Date.now()}`);
  return [];
}

const unreadableId = 'notices-unreadable';

function unreadable(stateDir: string): Notice {
  const text = `The file of the notices cannot be read: ${fileIn(stateDir)}. It may have said that a ledger was set aside: look for folders named damaged-… beside it.`;
  return { id: unreadableId, at: new Date(0).toISOString(), code: 'ledger/corrupt', text };
}

function write(stateDir: string, notices: readonly Notice[]): void {
  try {
    writeStateFile(fileIn(stateDir), `${JSON.stringify(notices, null, 2)}\n`);
  } catch (thrown) {
    const text = `The notices cannot be written to ${fileIn(stateDir)}. Check the rights of that folder and the room on its disk.`;
    throw new AppError('ledger/unwritable', text, { context: { path: fileIn(stateDir) }, cause: thrown });
  }
}

function fileIn(stateDir: string): string {
  return path.join(stateDir, 'notices.json');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
