import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const mostOpened = 1000;

/** What a second start hands to the first: Chromium adds to its arguments and may put them in another order. */
export const secondStart = z.object({ files: z.array(z.string().max(32_767)).max(mostOpened) });

/**
 * The files and folders among the arguments of a start, as absolute paths: what the system opens by association, or
 * a person names on a command line. Switches and what is not there are left out.
 *
 * @param isBare Electron was started with the app's folder as an argument, as developers do.
 */
export function openedFiles(argv: readonly string[], folder: string, isBare: boolean): string[] {
  const named = argv.slice(1).filter((each) => each !== '' && !each.startsWith('-'));
  return named
    .slice(isBare ? 1 : 0)
    .map((each) => pathOf(each, folder))
    .filter((each) => each !== null)
    .filter((each) => statSync(each, { throwIfNoEntry: false }) !== undefined)
    .slice(0, mostOpened);
}

/** File managers of Linux name files by URL, those of Windows and a person by path. */
function pathOf(named: string, folder: string): string | null {
  if (!named.startsWith('file://')) return path.resolve(folder, named);
  try {
    return fileURLToPath(named);
  } catch {
    return null;
  }
}
