import type { ResourceSchema } from '../sources/sqlite/write-resource-database.ts';
import type { StoredAs } from '../sources/hdf5/write-meter-file.ts';

/** What can be wrong with the rows of the series that a load reads. */
export type SeriesQuirk =
  'nan-rows' | 'infinite-rows' | 'duplicate-rows' | 'conflicting-rows' | 'shuffled-rows' | 'missing-rows';

/** What can be wrong with a load itself. `shared-…`: its VTN resource is that of the load before it. */
export type LoadQuirk =
  | 'missing-meter'
  | 'missing-component'
  | 'no-vtn-id'
  | 'invalid-vtn-id'
  | 'shared-equal'
  | 'shared-conflicting'
  | 'disabled'
  | 'suspended';

export interface Quirk {
  /** Which load, by its place in the database; the first is 0. */
  readonly load: number;
  readonly kind: SeriesQuirk | LoadQuirk;
  /** How many rows, for quirks of rows; 3 unless told. */
  readonly count?: number;
}

export interface SampleSiteOptions {
  readonly seed?: number;
  readonly vens?: number;
  readonly resources?: number;
  /** Fewer meters than resources are shared, as they are on the real site; as many as resources unless told. */
  readonly meters?: number;
  readonly loadsPerResource?: number;
  /** Readings of each series. */
  readonly rows?: number;
  readonly firstStartMs?: number;
  readonly intervalMs?: number;
  readonly epochUnit?: 's' | 'ms' | 'us' | 'ns';
  readonly storedAs?: StoredAs;
  readonly gzip?: boolean;
  readonly schema?: ResourceSchema;
  readonly quirks?: readonly Quirk[];
}

export type SampleSitePlan = Required<SampleSiteOptions>;

/** The options with the defaults filled in: 3 VENs, 12 resources, 72 loads, a year of hourly readings. */
export function withDefaults(options: SampleSiteOptions): SampleSitePlan {
  const resources = options.resources ?? 12;
  return {
    seed: 20250115,
    vens: 3,
    resources,
    meters: resources,
    loadsPerResource: 6,
    rows: 8741,
    firstStartMs: Date.UTC(2025, 0, 15, 8),
    intervalMs: 3_600_000,
    epochUnit: 's',
    storedAs: 'float64',
    gzip: false,
    schema: 'current',
    quirks: [],
    ...options,
  };
}
