/** What `profile-run.ts` is told to do. */
export interface ProfileOrders {
  /** `engine` sends a job to its end; `reader` does the reader's part of it in this thread, where it can be seen. */
  readonly thread: 'engine' | 'reader';
  readonly stateDir: string;
  readonly databasePath: string;
  readonly meterFilePath: string;
  readonly baseUrl: string;
}

/** A function with the time that was spent in it alone. */
export interface ProfiledFunction {
  readonly name: string;
  /** Below the project, or what Node calls it; the compiled HDF5 library is one function. */
  readonly file: string;
  readonly seconds: number;
}

export interface ProfileFigures {
  readonly points: number;
  /** From the start of the profile to its end. */
  readonly seconds: number;
  /** The longest first, waiting left out. */
  readonly functions: readonly ProfiledFunction[];
}
