import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createEngine } from '../create-engine.ts';
import { refuseNetworkDrive, systemDrives } from './network-drive.ts';
import type { DriveTable } from './network-drive.ts';

const refused = expect.objectContaining({ code: 'ledger/network-drive' }) as Error;

const drives = (platform: NodeJS.Platform, mounts: string, real?: string): DriveTable => ({
  platform,
  mounts: () => mounts,
  realPath: (folder) => real ?? folder,
});

const mountInfo = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /tmp rw - TYPE server:/homes rw
31 30 0:41 / /tmp/below rw - ext4 /dev/sdb1 rw
`;

it.each(['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'fuse.sshfs', 'afs', 'ceph'])(
  'a ledger on %s is refused, and the words say what to do',
  (type) => {
    const table = drives('linux', mountInfo.replace('TYPE', type), '/tmp/state');
    expect(() => refuseNetworkDrive('/tmp/state', table)).toThrow(refused);
    expect(() => refuseNetworkDrive('/tmp/state', table)).toThrow('--state-dir');
  },
);

it.each(['ext4', 'xfs', 'btrfs', 'tmpfs', 'overlay', 'fuseblk', 'fuse.gocryptfs', 'zfs'])(
  'a ledger on %s is taken',
  (type) => refuseNetworkDrive('/tmp/state', drives('linux', mountInfo.replace('TYPE', type), '/tmp/state')),
);

it('a local disk below a network drive counts as itself', () => {
  refuseNetworkDrive('/tmp/below/x', drives('linux', mountInfo.replace('TYPE', 'nfs'), '/tmp/below/x'));
});

it('a link to a network drive is followed', () => {
  const table = drives('linux', mountInfo.replace('TYPE', 'nfs4'), '/tmp/state');
  expect(() => refuseNetworkDrive(os.homedir(), table)).toThrow(refused);
});

it.each([
  '//bob@server/share on /Volumes/share (smbfs, nodev)',
  'bob@host:/x on /Volumes/share (macfuse, nodev)',
])('on macOS, a ledger on "%s" is refused', (line) => {
  const table = drives('darwin', `/dev/disk3s1 on / (apfs, local)\n${line}`, '/Volumes/share/state');
  expect(() => refuseNetworkDrive('/Volumes/share/state', table)).toThrow(refused);
  refuseNetworkDrive(
    '/Users/bob',
    drives('darwin', `/dev/disk3s1 on / (apfs, local)\n${line}`, '/Users/bob'),
  );
});

it.each([
  ['\\\\server\\share\\state', true],
  ['\\\\?\\UNC\\server\\share', true],
  ['C:\\Users\\bob', false],
  ['\\\\?\\C:\\Users\\bob', false],
])('on Windows, a ledger in %s, also by a drive letter, is refused: %s', (real, isRefused) => {
  const open = (): void => refuseNetworkDrive('Z:\\state', drives('win32', '', real));
  if (isRefused) expect(open).toThrow(refused);
  else open();
});

it('a system that does not tell is given the benefit of the doubt, and this computer’s own folders are taken', () => {
  const silent: DriveTable = {
    ...drives('linux', ''),
    mounts: () => {
      throw new Error('no /proc here');
    },
  };
  refuseNetworkDrive(os.tmpdir(), silent);
  refuseNetworkDrive(path.join(os.tmpdir(), 'not', 'there', 'yet'), systemDrives);
});

it('an engine whose state directory is on a network drive does not start, and makes nothing there', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-drive-'));
  const stateDir = path.join(folder, 'state');
  const open = () =>
    createEngine({
      stateDir,
      version: '0.0.0-test',
      secrets: { credentialsFor: () => Promise.resolve(null) },
      drives: drives('linux', '1 0 0:1 / / rw - nfs4 server:/x rw', folder),
    });
  expect(open).toThrow(refused);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
