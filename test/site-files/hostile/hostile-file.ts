/** A file that means no good, or that went wrong, and what must be said of it. */
export interface HostileFile {
  readonly kind: string;
  readonly name: string;
  /** Writes the file into a folder of its own and says where it is. `good` is the text of a good CSV. */
  write(folder: string, good: (rows: number) => string): string | Promise<string>;
  /** `read`, or the code and sentence of the error. */
  readonly says: RegExp;
}
