export type FileKind = 'sqlite' | 'hdf5' | 'csv' | 'nem12' | 'gzip' | 'zip' | 'unknown';

/** What a content is, whatever its name says. */
export interface RecognisedContent {
  readonly kind: FileKind;
  /** What it looks like, for people: `SQLite 3`, `comma separated text (CSV)`, … */
  readonly format: string;
  /** What to do about a file of kind `unknown`, as a sentence; null where there is nothing to advise. */
  readonly advice: string | null;
}
