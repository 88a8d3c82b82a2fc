import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import type { FileFence } from './file-fence.ts';

/** Where pages keep their own files, within the state directory; nothing else of it can be named. */
export const uploadsFolderOf = (stateDir: string): string => path.join(stateDir, 'uploads');
export const rehearsalFolderOf = (stateDir: string): string => path.join(stateDir, 'rehearsal');

export interface FolderFence extends FileFence {
  /**
   * The real path of something in the folder, an upload or the rehearsal; the path as it is when nothing is there,
   * so that the caller meets the same error as anyone.
   *
   * @throws AppError source/out-of-bounds
   */
  resolve(path: string): Promise<string>;
}

/**
 * A fence around one folder. What lies outside is not even looked at, so the answer tells nothing about it; what
 * lies inside is looked at with all links resolved. Hidden files, and those of Meterhaul itself, are outside.
 *
 * A path is judged when it is named. Who may write in the folder can put a link in the place of the file
 * afterwards, or hold a hard link there: that person can read these files without Meterhaul.
 *
 * @throws AppError usage/invalid when the folder is none.
 */
export async function openFolderFence(folder: string, stateDir: string): Promise<FolderFence> {
  const given = path.resolve(folder);
  const root = await realFolder(given);
  const keeping = path.resolve(stateDir);
  const kept = [uploadsFolderOf(keeping), rehearsalFolderOf(keeping)];
  const real = (each: string): Promise<string> => realpath(each).catch(() => each);

  const admits = async (asked: string, roots: readonly string[]): Promise<boolean> => {
    if ((await Promise.all(kept.map(real))).some((each) => isWithin(each, asked))) return true;
    if (isWithin(await real(keeping), asked) || isWithin(keeping, asked)) return false;
    return roots.some((each) => isWithin(each, asked) && !isHidden(path.relative(each, asked)));
  };
  const resolve = async (asked: string): Promise<string> => {
    const refusal = outOfBounds(asked, root);
    if (!path.isAbsolute(asked) || asked.includes('\0')) throw refusal;
    const plain = path.resolve(asked);
    const isNear = kept.some((each) => isWithin(each, plain)) || (await admits(plain, [given, root]));
    if (!isNear) throw refusal;
    const found = await resolveLinks(plain);
    if (found === null || !(await admits(found, [root]))) throw refusal;
    return found;
  };
  return {
    folder: root,
    resolve,
    admit: async (asked) => {
      await resolve(asked);
    },
  };
}

/** Whether `inner` is the folder or lies below it; both absolute, links and dots resolved. */
export function isWithin(folder: string, inner: string): boolean {
  const relative = path.relative(folder, inner);
  return (
    relative === '' ||
    !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
  );
}

const systemFolders = ['$recycle.bin', 'system volume information'];

/** Whether a name of the path is one that file managers do not show. */
export function isHidden(relativePath: string): boolean {
  return relativePath
    .split(path.sep)
    .some((name) => name.startsWith('.') || systemFolders.includes(name.toLowerCase()));
}

/**
 * The path with all links resolved; of what does not exist, the real path of the folder that it would be in.
 * Null for a link that leads nowhere: where it will lead is not known.
 */
async function resolveLinks(asked: string): Promise<string | null> {
  try {
    return await realpath(asked);
  } catch {
    const isThere = await lstat(asked).then(
      () => true,
      () => false,
    );
    const above = path.dirname(asked);
    if (isThere || above === asked) return null;
    const folder = await resolveLinks(above);
    return folder === null ? null : path.join(folder, path.basename(asked));
  }
}

async function realFolder(folder: string): Promise<string> {
  try {
    const real = await realpath(folder);
    if ((await lstat(real)).isDirectory()) return real;
  } catch (cause) {
    throw new AppError('usage/invalid', `--folder: there is no folder ${folder}, or it cannot be read.`, {
      cause,
    });
  }
  throw new AppError(
    'usage/invalid',
    `--folder: ${folder} is no folder. Give the one that holds the meter files.`,
  );
}

function outOfBounds(asked: string, root: string): AppError {
  return new AppError(
    'source/out-of-bounds',
    `${asked} lies outside ${root}, the folder of these pages. Put the file there or upload it.`,
    { context: { path: asked, folder: root } },
  );
}
