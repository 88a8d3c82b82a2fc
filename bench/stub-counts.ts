/** What vtn-stub.ts has counted since it was started. */
export interface StubCounts {
  /** Of bodies that came whole. */
  readonly points: number;
  /** Those of bodies that are still coming, or never came whole, as well. */
  readonly pointsSeen: number;
  readonly requests: number;
  /** Of bodies as they came over the line, those not yet whole as well. */
  readonly bytes: number;
  /** The first request's arrival and the latest answer, in ms since the stub was started; 0 before. */
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** What counting has taken. */
  readonly cpuSeconds: number;
}
