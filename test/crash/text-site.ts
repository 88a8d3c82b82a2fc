import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Interval } from '../../src/domain/interval.ts';
import { sampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import type { PlanRequest } from './engine-words.ts';

/** A site in two small text files, and what a correct upload leaves of it at the VTN. */
export interface TextSite {
  readonly request: PlanRequest;
  readonly file: string;
  readonly listPath: string;
  /** VTN resource id -> its intervals in order. */
  readonly expected: ReadonlyMap<string, readonly Interval[]>;
}

export const textSiteStartMs = Date.UTC(2025, 2, 29, 18);
export const textSiteIntervalMs = 900_000;

/** A CSV of quarter hours, so many of each meter, and a list that says where each meter goes. The same each time. */
export async function writeTextSite(
  folder: string,
  { meters, rows }: { readonly meters: number; readonly rows: number },
): Promise<TextSite> {
  const { next } = sampleRandom(5);
  const expected = new Map<string, Interval[]>();
  const lines: string[] = [];
  for (let meter = 0; meter < meters; meter++) {
    const intervals = Array.from({ length: rows }, (_, index): Interval => {
      const startMs = textSiteStartMs + index * textSiteIntervalMs;
      const value = Math.round(next() * 9000) / 8;
      return { startMs, endMs: startMs + textSiteIntervalMs, value, quality: 'GOOD' };
    });
    expected.set(resourceOf(meter), intervals);
    for (const { startMs, value } of intervals)
      lines.push(`${meterName(meter)},${new Date(startMs).toISOString()},${value}`);
  }
  const file = path.join(folder, 'readings.csv');
  const listPath = path.join(folder, 'resources.csv');
  const listed = [...expected.keys()].map((resource, meter) => `${meterName(meter)},${resource}`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, ['meter,start,kWh', ...lines, ''].join('\n'));
  await writeFile(listPath, ['meter,resource', ...listed, ''].join('\n'));
  const request = { files: [file], resources: { listPath }, mapping: { timeZone: 'UTC' } };
  return { request, file, listPath, expected };
}

function meterName(meter: number): string {
  return `meter-${meter}`;
}

function resourceOf(meter: number): string {
  return `374cb756-d7e1-4b1b-baa6-${String(540_000_000_000 + meter)}`;
}

/** The VTN resources of the first so many meters of any such site. */
export function listTextResources(meters: number): string[] {
  return Array.from({ length: meters }, (_, meter) => resourceOf(meter));
}
