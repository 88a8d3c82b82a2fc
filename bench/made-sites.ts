import path from 'node:path';
import { makeSampleSite } from '../src/engine/sample-site/make-sample-site.ts';
import type { SampleSiteOptions } from '../src/engine/sample-site/sample-site-options.ts';

/** The largest site known: 287 VENs, 19,402 resources, 116,412 loads, 153 meters (site-files: real size). */
const real = { vens: 287, resources: 19_402, meters: 153 };
const loadsPerResource = 6;
/** Readings of each series, unless told: a year of hours. */
const rowsOfLoad = 8741;

export const realLoads = real.resources * loadsPerResource;

/** The resource database and the meter file of a site. */
export interface SiteFiles {
  readonly files: string[];
  readonly loads: number;
}

/** Makes sites in a folder; the same one is made once. */
export interface SiteMaker {
  make(options: SampleSiteOptions): Promise<SiteFiles>;
}

export function createSiteMaker(folder: string): SiteMaker {
  const made = new Map<string, Promise<SiteFiles>>();
  return {
    make: (options) => {
      const name = JSON.stringify(options);
      const site = made.get(name) ?? makeSite(path.join(folder, `site-${made.size + 1}`), options);
      made.set(name, site);
      return site;
    },
  };
}

async function makeSite(folder: string, options: SampleSiteOptions): Promise<SiteFiles> {
  const { databasePath, meterFilePath, loads } = await makeSampleSite(folder, options);
  return { files: [databasePath, meterFilePath], loads: loads.length };
}

/** A site whose loads have a dataset each, with about so many points. */
export function ownDatasets(points: number, rows = rowsOfLoad): SampleSiteOptions {
  return { resources: resourcesFor(points / rows), rows };
}

/** A site of so many loads on as few shared meters as the largest site known has: 127 loads a dataset. */
export function realShape(loads: number): SampleSiteOptions {
  const resources = resourcesFor(loads);
  const share = resources / real.resources;
  return {
    vens: Math.max(1, Math.round(real.vens * share)),
    resources,
    meters: Math.max(1, Math.round(real.meters * share)),
  };
}

/** The same with about so many points. */
export function realShapeOf(points: number): SampleSiteOptions {
  return realShape(points / rowsOfLoad);
}

function resourcesFor(loads: number): number {
  return Math.max(1, Math.round(loads / loadsPerResource));
}
