/** The channels between the desktop app's page and its main process: there are no others, in either direction. */

/** The page asks, and gets an answer. */
export const pageRequests = [
  'choose-files',
  'choose-folder',
  'dropped-paths',
  'save-file',
  'choose-place',
  'recent-files',
] as const;

/** The page tells, and gets none. */
export const pageNotes = [
  'engine-port-please',
  'commands-please',
  'note-recent-files',
  'show-in-folder',
] as const;

/** Main tells the page. A port comes with `engine-port`. */
export const shellNotes = ['engine-port', 'command'] as const;

export type PageRequest = (typeof pageRequests)[number];
export type PageNote = (typeof pageNotes)[number];
export type ShellNote = (typeof shellNotes)[number];

/** More than the largest report or export; what is larger is written by the engine. */
export const mostSavedBytes = 200 * 1024 * 1024;

/** What became of `save-file`. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'cancelled' }
  /** Why not, and what to do, in the person's language. */
  | { readonly kind: 'failed'; readonly text: string };
