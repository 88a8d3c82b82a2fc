import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';

/** What this computer says of its drives. */
export interface DriveTable {
  readonly platform: NodeJS.Platform;
  /** Linux: /proc/self/mountinfo. macOS: what `mount` prints. */
  mounts(): string;
  /** The real path of a folder that is there, as the system names it. */
  realPath(folder: string): string;
}

export const systemDrives: DriveTable = {
  platform: process.platform,
  mounts: () =>
    process.platform === 'darwin'
      ? execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2000 })
      : readFileSync('/proc/self/mountinfo', 'utf8'),
  // The native one: it gives a mapped drive of Windows as \\server\share.
  realPath: (folder) => realpathSync.native(folder),
};

/**
 * Refuses a state directory on a drive of another computer. The ledger's log needs memory that all its programs share
 * (https://sqlite.org/wal.html, "WAL does not work over a network filesystem"), and locks and fsync that hold there are
 * more than most shares keep. A system that does not tell what a drive is gets the benefit of the doubt.
 *
 * @throws AppError ledger/network-drive
 */
export function refuseNetworkDrive(stateDir: string, drives: DriveTable): void {
  const kind = networkKind(nearestFolder(path.resolve(stateDir)), drives);
  if (kind === null) return;
  const text =
    `The state directory ${stateDir} is on a network drive (${kind}). The ledger would not be safe there: nothing was opened. ` +
    'Choose a folder on a disk of this computer with --state-dir or METERHAUL_STATE_DIR. ' +
    'A ledger that is there already can be copied as a whole folder while no Meterhaul runs.';
  throw new AppError('ledger/network-drive', text, { context: { path: stateDir, kind } });
}

function networkKind(folder: string, drives: DriveTable): string | null {
  try {
    const real = drives.realPath(folder);
    if (drives.platform === 'win32') return isShare(folder) || isShare(real) ? 'a share of Windows' : null;
    const mounts =
      drives.platform === 'darwin' ? parseMount(drives.mounts()) : parseMountInfo(drives.mounts());
    const { type, source } = mountOf(real, mounts);
    return networkTypes.test(type) || remoteSource(type, source) ? type : null;
  } catch {
    return null;
  }
}

const networkTypes =
  /^(nfs\d?|cifs|smb\d?|smbfs|afs|afpfs|9p|ncpfs|coda|ceph|lustre|davfs|webdav|ftp|fuse\.(sshfs|glusterfs|ceph|s3fs|rclone|davfs2?|curlftpfs|smbnetfs|gvfsd-fuse))$/i;

/** macFUSE does not name what it mounts; user@host:folder does. */
function remoteSource(type: string, source: string): boolean {
  return /fuse/i.test(type) && /^[^/:]+@[^/:]+:/.test(source);
}

/** \\server\share and \\?\UNC\server\share, and not \\?\C:\ or \\.\pipe. */
function isShare(folder: string): boolean {
  return /^\\\\(?![?.]\\)/.test(folder) || /^\\\\\?\\UNC\\/i.test(folder);
}

interface Mount {
  readonly point: string;
  readonly type: string;
  readonly source: string;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html; blanks in names are spelled \040. */
function parseMountInfo(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [left = '', right = ''] = line.split(' - ');
    const point = left.split(' ')[4];
    const [type = '', source = ''] = right.split(' ');
    return point === undefined ? [] : [{ point: withoutOctal(point), type, source: withoutOctal(source) }];
  });
}

function withoutOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}

/** "//bob@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by bob)" */
function parseMount(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const found = /^(.*) on (\/.*) \(([^,)]+)/.exec(line);
    if (found === null) return [];
    const [, source = '', point = '', type = ''] = found;
    return [{ point, type, source }];
  });
}

/** The deepest mount a folder lies in; of two at one place the later hides the earlier. */
function mountOf(folder: string, mounts: readonly Mount[]): Mount {
  let deepest: Mount = { point: '', type: '', source: '' };
  for (const mount of mounts) {
    const isWithin =
      folder === mount.point || folder.startsWith(mount.point === '/' ? '/' : `${mount.point}/`);
    if (isWithin && mount.point.length >= deepest.point.length) deepest = mount;
  }
  return deepest;
}

/** The folder itself may not be there yet. */
function nearestFolder(folder: string): string {
  let nearest = folder;
  while (!existsSync(nearest) && path.dirname(nearest) !== nearest) nearest = path.dirname(nearest);
  return nearest;
}
