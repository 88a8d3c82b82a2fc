import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { checkIntegrity, describeLedger } from '../ledger/diagnosis-reads.ts';
import type { Ledger } from '../ledger/ledger.ts';

const mebibyte = 1024 * 1024;

export function describeComputer(version: string): object {
  const { node, electron, chrome, v8 } = process.versions;
  return {
    meterhaul: version,
    node,
    v8,
    electron: electron ?? null,
    chrome: chrome ?? null,
    system: `${os.type()} ${os.release()} ${process.arch}`,
    systemName: os.version(),
    processors: os.cpus().length,
    memoryMebibytes: Math.round(os.totalmem() / mebibyte),
    freeMemoryMebibytes: Math.round(os.freemem() / mebibyte),
    usedByMeterhaulMebibytes: Math.round(process.memoryUsage.rss() / mebibyte),
    upForSeconds: Math.round(process.uptime()),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    now: new Date().toISOString(),
  };
}

/** Free room on the disk of the state directory, and what lies in it: names and sizes in bytes. */
export async function describeDisk(stateDir: string): Promise<object> {
  const { bavail, bsize, blocks } = await statfs(stateDir);
  const names = (await readdir(stateDir)).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mode, mtime } = await stat(path.join(stateDir, name));
      return { name, sizeBytes: size, rights: (mode & 0o777).toString(8), changedAt: mtime.toISOString() };
    }),
  );
  return { stateDir, freeBytes: bavail * bsize, totalBytes: blocks * bsize, files };
}

/** Checking a large file takes seconds in which a running job would stand still. */
export function describeLedgerFile(ledger: Ledger, isRunning: boolean): object {
  const integrity = isRunning
    ? 'not checked, since a job is running; pause it and gather again'
    : ledger.read(checkIntegrity);
  return { path: ledger.path, integrity, ...ledger.read(describeLedger) };
}

const logBytesTold = 256 * 1024;

/** The engine's log, and that of the desktop app where it is used. */
export type LogName = 'meterhaul' | 'desktop-app';

/** The end of a log, and of the one before it where this one is short. */
export function readLogs(stateDir: string, name: LogName): string {
  const folder = path.join(stateDir, 'logs');
  const [present, previous] = [`${name}.log`, `${name}.previous.log`].map((name) => path.join(folder, name));
  const now = readEnd(present ?? '', logBytesTold);
  const before = readEnd(previous ?? '', logBytesTold - Math.min(now.length, logBytesTold));
  return before + now === '' ? 'There is no log here.\n' : before + now;
}

/** Whole lines at the end of a file, at most so many bytes of them. */
function readEnd(file: string, maxBytes: number): string {
  if (maxBytes === 0 || !existsSync(file)) return '';
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const from = Math.max(0, size - maxBytes);
    const bytes = Buffer.alloc(Math.min(size, maxBytes));
    const text = bytes.toString('utf8', 0, readSync(handle, bytes, 0, bytes.length, from));
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    closeSync(handle);
  }
}
