/** What `read-run.ts` is told to read. */
export type ReadOrders =
  | {
      readonly kind: 'ven-client';
      readonly databasePath: string;
      readonly path: string;
      readonly folder: string;
    }
  | { readonly kind: 'mapped'; readonly path: string; readonly folder: string };

/** What it measured. CPU seconds are those of all threads of the process. */
export interface ReadingFigures {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly fileBytes: number;
  /** What reading the file's bytes takes alone. */
  readonly bytesAloneSeconds: number;
  readonly peakBytes: number;
}
