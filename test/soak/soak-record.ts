import type { PaceSample } from '../../bench/mean-pace.ts';
import type { BodySample } from './soak-words.ts';
import type { Phase } from './soak-script.ts';

/** All that was seen of a soak; times are in ms since its first request. */
export interface SoakRecord {
  readonly pointsPerSecond: number;
  readonly phases: PastPhase[];
  readonly pace: PaceSample[];
  readonly bodies: (BodySample & { readonly atMs: number })[];
  readonly jobs: SoakJob[];
  /** What went otherwise than it should, in words; the first ten. */
  readonly problems: string[];
  lost: number;
  doubled: number;
  requests: number;
  /** Points that the VTN was sent once more. */
  rewrites: number;
  /** Of everything in the engine's folder at the end. */
  diskBytes: number;
  /** Memory (RSS) of the process that has the VTN's store and the source to compare with, at the end. */
  vtnBytes: number;
  /** Most uploads to one resource at once. */
  mostAtOnce: number;
  readonly requestsByStatus: Record<string, number>;
}

export interface PastPhase extends Pick<Phase, 'kind' | 'name'> {
  readonly fromMs: number;
  toMs: number;
}

export interface SoakJob {
  readonly atMs: number;
  readonly state: string;
  readonly confirmed: number;
}
