import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ledgerFileName } from '../ledger/open-ledger-database.ts';

/** How many copies of each kind are kept. */
const kept = 2;

const rolling = /^ledger-(\d{8}T\d{6}Z)\.sqlite$/;
const beforeMigration = /^ledger\.sqlite\.version-\d+\.backup$/;

export function backupFolder(stateDir: string): string {
  return path.join(stateDir, 'backups');
}

export function backupName(nowMs: number): string {
  return `ledger-${new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')}.sqlite`;
}

/** The newest copy there is, of any kind; null when there is none. */
export function newestBackup(stateDir: string): string | null {
  const files = [...rollingBackups(stateDir), ...migrationBackups(stateDir)];
  return files.sort((one, other) => writtenAt(other) - writtenAt(one))[0] ?? null;
}

/** When the last daily copy was made, in epoch ms; null when there is none. */
export function lastRollingBackupMs(stateDir: string): number | null {
  const newest = rollingBackups(stateDir).at(-1);
  return newest === undefined ? null : writtenAt(newest);
}

/** Takes all but the newest copies of each kind away, and what a process that has ended left of one. */
export function pruneBackups(stateDir: string): void {
  const old = [
    ...rollingBackups(stateDir).slice(0, -kept),
    ...migrationBackups(stateDir).slice(0, -kept),
    ...leftParts(stateDir),
  ];
  for (const file of old) rmSync(file, { force: true });
}

/** The oldest first. */
function rollingBackups(stateDir: string): string[] {
  return filesIn(backupFolder(stateDir), (name) => rolling.test(name)).sort();
}

function migrationBackups(stateDir: string): string[] {
  return filesIn(stateDir, (name) => beforeMigration.test(name)).sort(
    (one, other) => writtenAt(one) - writtenAt(other),
  );
}

const partIsLeftAfterMs = 24 * 3_600_000;

function leftParts(stateDir: string): string[] {
  const isPart = (name: string): boolean => name.endsWith('.part');
  const parts = [
    ...filesIn(backupFolder(stateDir), isPart),
    ...filesIn(stateDir, (name) => name.startsWith(`${ledgerFileName}.version-`) && isPart(name)),
  ];
  return parts.filter((file) => Date.now() - writtenAt(file) > partIsLeftAfterMs);
}

function filesIn(folder: string, isWanted: (name: string) => boolean): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(isWanted)
    .map((name) => path.join(folder, name));
}

function writtenAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
