import { pageSession } from '../connection/page-session.ts';
import type { FileAccess } from './file-access.ts';
import { nativeFiles } from './native-files.ts';
import { servedFiles } from './served-files.ts';

let access: FileAccess | null = null;

/** The way to files of this page: the desktop app's, or that of a browser. */
export function pageFiles(): FileAccess {
  access ??=
    window.meterhaul === undefined
      ? servedFiles({ session: pageSession(), fetch: window.fetch.bind(window) })
      : nativeFiles(window.meterhaul);
  return access;
}
