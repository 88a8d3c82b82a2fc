/** A practice VTN that a door can start beside its engine, for trying the way through with sample data. */
export interface RehearsalVtn {
  /** Starts it, or gives the one that runs already; its points are kept in the folder. */
  open(folder: string): Promise<{ readonly baseUrl: string; readonly token: string }>;
  close(): Promise<void>;
}
