import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildPrograms } from './build-programs.ts';
import { measureDemoSite } from './measure-demo-site.ts';
import { measureLargePlan, measureLongUpload } from './measure-large-sites.ts';
import { measurePace } from './measure-pace.ts';
import { measurePages } from './measure-pages.ts';
import { measureSiteFiles } from './measure-site-files.ts';
import { drawPace, tellPace } from './pace-figures.ts';
import { replaceSection } from './results-file.ts';

/**
 * Measures encoding alone and whole uploads against a VTN stub that only counts, side by side in one run; prints
 * the figures and puts them into results.md. `--large` adds an upload ten times as long and the plan of the
 * largest site known; `--files` looks at files of 1 and 5 GB, made and taken away again; `--pages` measures the
 * built pages in a browser instead; `--pace` lets the engine find the limits of a VTN, and draws what it did.
 */
const { values: options } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    files: { type: 'boolean', default: false },
    pages: { type: 'boolean', default: false },
    pace: { type: 'boolean', default: false },
    /** Folder of the built pages. */
    renderer: { type: 'string', default: path.resolve(import.meta.dirname, '../out/renderer') },
  },
});
const folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-bench-'));
try {
  if (options.pages) await publish('Pages', await measurePages(options.renderer, folder));
  else if (options.pace) await measureHiddenLimits();
  else await measureEngine();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureEngine(): Promise<void> {
  await using programs = await buildPrograms({
    'cli/index': 'src/cli/index.ts',
    'engine/run': 'bench/engine-run.ts',
    'engine/site-file-run': 'bench/site-file-run.ts',
  });
  const demo = await measureDemoSite(programs, path.join(folder, 'demo'));
  await publish('Speed', demo.lines);
  if (options.large) {
    const long = await measureLongUpload(programs, path.join(folder, 'long'), demo.encoding);
    await publish('A longer upload', long);
    await publish('The largest plan', await measureLargePlan(programs, path.join(folder, 'large')));
  }
  if (options.files)
    await publish("Any site's files", await measureSiteFiles(programs, path.join(folder, 'files')));
}

async function measureHiddenLimits(): Promise<void> {
  await using programs = await buildPrograms({
    'engine/pace-run': 'bench/pace-run.ts',
    'engine/plain-sender': 'bench/plain-sender.ts',
  });
  const runs = await measurePace(programs, folder);
  await writeFile(path.join(import.meta.dirname, 'pace.svg'), drawPace(runs));
  await publish('Pace', tellPace(runs));
}

async function publish(title: string, lines: readonly string[]): Promise<void> {
  process.stdout.write(`${title}\n\n${lines.join('\n')}\n\n`);
  await replaceSection(title, lines);
}
