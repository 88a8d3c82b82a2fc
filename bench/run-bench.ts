import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Section } from './bench-parts.ts';
import { buildPrograms } from './build-programs.ts';
import { findPython } from './find-python.ts';
import { tellFullSite } from './full-site-figures.ts';
import { createSiteMaker, realLoads } from './made-sites.ts';
import { measureCommand } from './measure-command.ts';
import { measureEffects } from './measure-effects.ts';
import { makeEncodingSample, measureEncoding } from './measure-encoding.ts';
import { measureFullPlan } from './measure-full-plan.ts';
import { measureFullSite } from './measure-full-site.ts';
import { measureGrowth } from './measure-growth.ts';
import { measureLine } from './measure-line.ts';
import { measurePace } from './measure-pace.ts';
import { measurePages } from './measure-pages.ts';
import { measureProfile } from './measure-profile.ts';
import { measureReading } from './measure-reading.ts';
import { measureSiteFiles } from './measure-site-files.ts';
import { measureSpeed } from './measure-speed.ts';
import { measureStartup } from './measure-startup.ts';
import { drawPace, tellPace } from './pace-figures.ts';
import { replaceSection, resultsFolder } from './results-file.ts';

/**
 * Measures in parts, each a section of results.md, and prints them; without an option the main parts, in about eleven
 * minutes on a quiet machine. Main parts: `--speed` whole uploads beside today's loop and encoding alone, `--reading`
 * each kind of source, `--plan` the largest site known and its answers while it runs, `--growth` with the number of
 * loads and their length, `--effects` of sizes, concurrency and compression, `--line` of 10 to 1000 Mbps, `--profile`
 * where the time goes, `--command`, `--startup`. Others: `--files` of 1 and 5 GB, `--pages` in a browser, `--pace` against
 * hidden limits, `--full` a whole run of the largest site (or of `--loads`), with kills.
 */
const { values: options } = parseArgs({
  options: {
    speed: { type: 'boolean', default: false },
    reading: { type: 'boolean', default: false },
    plan: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    effects: { type: 'boolean', default: false },
    line: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    command: { type: 'boolean', default: false },
    startup: { type: 'boolean', default: false },
    files: { type: 'boolean', default: false },
    pages: { type: 'boolean', default: false },
    pace: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    /** Of a whole upload; growth, effects and line go by it. */
    points: { type: 'string', default: '20000000' },
    /** Of the plan and of the full size. */
    loads: { type: 'string', default: String(realLoads) },
    /** The Python of today's loop; one that is found, unless told. */
    python: { type: 'string' },
    /** Folder of results.md and its plots. */
    results: { type: 'string', default: resultsFolder },
    /** Folder of the built pages. */
    renderer: { type: 'string', default: path.resolve(import.meta.dirname, '../out/renderer') },
  },
});

const parts: readonly {
  readonly name: keyof typeof options;
  readonly isMain: boolean;
  readonly measure: (bench: Bench) => Promise<readonly Section[]>;
}[] = [
  { name: 'speed', isMain: true, measure: async (bench) => [await measureSpeed(bench)] },
  { name: 'reading', isMain: true, measure: async (bench) => [await measureReading(bench)] },
  { name: 'plan', isMain: true, measure: (bench) => measureFullPlan(bench, Number(options.loads)) },
  { name: 'growth', isMain: true, measure: async (bench) => [await measureGrowth(bench)] },
  { name: 'effects', isMain: true, measure: async (bench) => [await measureEffects(bench)] },
  { name: 'command', isMain: true, measure: async (bench) => [await measureCommand(bench)] },
  { name: 'startup', isMain: true, measure: measureStarts },
  { name: 'profile', isMain: true, measure: async (bench) => [await measureProfile(bench)] },
  { name: 'line', isMain: true, measure: async (bench) => [await measureLine(bench)] },
  { name: 'files', isMain: false, measure: measureLargeFiles },
  { name: 'pages', isMain: false, measure: measureBuiltPages },
  { name: 'pace', isMain: false, measure: measureHiddenLimits },
  { name: 'full', isMain: false, measure: measureWholeSite },
];

const folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-bench-'));
try {
  await measureParts();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureParts(): Promise<void> {
  await using programs = await buildPrograms({
    'cli/index': 'src/cli/index.ts',
    'engine/run': 'bench/engine-run.ts',
    'engine/read-run': 'bench/read-run.ts',
    'engine/status-run': 'bench/status-run.ts',
    'engine/full-site-run': 'bench/full-site-run.ts',
    'engine/site-file-run': 'bench/site-file-run.ts',
    'engine/pace-run': 'bench/pace-run.ts',
    'engine/plain-sender': 'bench/plain-sender.ts',
  });
  const chosen = parts.filter(({ name }) => options[name] === true);
  const due = chosen.length > 0 ? chosen : parts.filter(({ isMain }) => isMain);
  const bench: Bench = {
    programs,
    folder,
    sites: createSiteMaker(folder),
    encodingSample: await makeEncodingSample(path.join(folder, 'encoding')),
    findPython: () => findPython(options.python ?? null, folder),
    points: Number(options.points),
  };
  for (const { measure } of due) for (const section of await measure(bench)) await publish(section);
}

async function measureStarts({ programs }: Bench): Promise<Section[]> {
  return [{ title: 'Startup', lines: await measureStartup(programs) }];
}

async function measureLargeFiles({ programs }: Bench): Promise<Section[]> {
  const lines = await measureSiteFiles(programs, path.join(folder, 'files'));
  return [{ title: "Any site's files", lines }];
}

async function measureBuiltPages(): Promise<Section[]> {
  return [{ title: 'Pages', lines: await measurePages(options.renderer, folder) }];
}

async function measureHiddenLimits({ programs }: Bench): Promise<Section[]> {
  const runs = await measurePace(programs, folder);
  return [{ title: 'Pace', lines: tellPace(runs), plots: [{ name: 'pace.svg', svg: drawPace(runs) }] }];
}

async function measureWholeSite(bench: Bench): Promise<Section[]> {
  const loads = Number(options.loads);
  const encoding = measureEncoding(bench.encodingSample);
  return [tellFullSite(await measureFullSite(bench, loads), loads, encoding)];
}

async function publish({ title, lines, plots = [] }: Section): Promise<void> {
  process.stdout.write(`${title}\n\n${lines.join('\n')}\n\n`);
  await mkdir(options.results, { recursive: true });
  for (const { name, svg } of plots) await writeFile(path.join(options.results, name), svg);
  await replaceSection(title, lines, options.results);
}
