/** Which files callers may name. Jobs that are in the ledger already keep theirs. */
export interface FileFence {
  /** The only folder whose files can be named. */
  readonly folder: string;
  /**
   * Resolves when the file may be named: its real path, links resolved, lies in the folder or is an upload.
   *
   * @throws AppError source/out-of-bounds
   */
  admit(path: string): Promise<void>;
}
