import type { IntervalSeries } from '../src/domain/interval-series.ts';
import type { BuiltPrograms } from './build-programs.ts';
import type { FoundPython } from './find-python.ts';
import type { SiteMaker } from './made-sites.ts';

/** What the measurements of the engine share. */
export interface Bench {
  readonly programs: BuiltPrograms;
  /** A folder of its own, gone with the bench. */
  readonly folder: string;
  readonly sites: SiteMaker;
  /** Series that are encoded alone, to hold the figures against. */
  readonly encodingSample: readonly IntervalSeries[];
  /** The Python of today's loop, looked for or made ready with each call. */
  readonly findPython: () => Promise<FoundPython>;
  /** Of a whole upload. */
  readonly points: number;
}

/** A plot that lies beside results.md. */
export interface Plot {
  readonly name: string;
  readonly svg: string;
}

/** A section of results.md. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  readonly plots?: readonly Plot[];
}
