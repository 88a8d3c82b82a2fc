import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { parseIdentity, spellIdentity, systemProcesses } from './process-identity.ts';

describe('who holds a lease', () => {
  const processes = systemProcesses();

  it('is this process, which is alive', () => {
    expect(processes.isAlive(processes.self)).toBe(true);
  });

  it('reads back as it was spelled; anything else names nobody', () => {
    expect(parseIdentity(spellIdentity(processes.self))).toEqual(processes.self);
    expect(['', 'a', 'a/1'].map(parseIdentity)).toEqual([null, null, null]);
  });

  it('cannot be told of another boot or another machine', () => {
    expect(processes.isAlive({ ...processes.self, bootId: 'another' })).toBeNull();
  });

  it.runIf(process.platform === 'linux')(
    'is not another program that has been given the same process id since (Linux only: needs /proc)',
    () => {
      expect(processes.isAlive({ ...processes.self, startedAt: '1' })).toBe(false);
    },
  );

  it('is dead once its process has ended', async () => {
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
    await once(child, 'close');
    expect(processes.isAlive({ ...processes.self, pid: child.pid ?? 0 })).toBe(false);
  });
});
