import { readFileSync } from 'node:fs';

/**
 * Names one run of one process: a process id alone is used again by the system, so its start time and the
 * boot of the machine go with it. Outside Linux both are unknown and read as '-'.
 */
export interface ProcessIdentity {
  readonly bootId: string;
  readonly pid: number;
  readonly startedAt: string;
}

export interface ProcessTable {
  readonly self: ProcessIdentity;
  /** Whether that very process still runs; null when this machine cannot tell (another boot, machine or system). */
  isAlive(identity: ProcessIdentity): boolean | null;
}

export function systemProcesses(): ProcessTable {
  const bootId = readBootId();
  const self = { bootId, pid: process.pid, startedAt: readStartTime(process.pid) ?? '-' };
  return {
    self,
    isAlive: (identity) => {
      if (identity.bootId !== bootId) return null;
      if (!processExists(identity.pid)) return false;
      // Without a start time the process id may have been given to another program since.
      return identity.startedAt === '-' ? null : readStartTime(identity.pid) === identity.startedAt;
    },
  };
}

export function spellIdentity(identity: ProcessIdentity): string {
  return `${identity.bootId}/${identity.pid}/${identity.startedAt}`;
}

export function parseIdentity(text: string): ProcessIdentity | null {
  const [bootId, pid, startedAt] = text.split('/');
  if (bootId === undefined || pid === undefined || startedAt === undefined) return null;
  return { bootId, pid: Number(pid), startedAt };
}

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '-';
  }
}

/** Field 22 of /proc/PID/stat, in clock ticks since boot; the name in field 2 may itself hold blanks. */
function readStartTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it exists and belongs to someone else.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
