// Renews the pictures of the guide from the real pages: npm run build, then node scripts/take-pictures.ts
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findBrowser } from './browser.ts';
import { takeStates } from './pictures/take-states.ts';
import { takeWalkThrough } from './pictures/take-walk-through.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    /** Folder of the built pages. */
    pages: { type: 'string', default: path.join(root, 'out', 'renderer') },
    /** Instead: every page in every state, light and dark, in two sizes and at 200 %, into this folder. */
    all: { type: 'string' },
    /** Of those, only states whose name has this in it. */
    only: { type: 'string', default: '' },
  },
});
const sceneFolder = path.join(os.tmpdir(), 'meterhaul-pictures');
const args = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args });
try {
  const rendererDir = path.resolve(options.pages);
  if (options.all === undefined) {
    const folder = path.join(root, 'docs', 'guide', 'pictures');
    await takeWalkThrough({ browser, rendererDir, folder, sceneFolder });
  } else {
    const folder = path.resolve(options.all);
    const faults = await takeStates({ browser, rendererDir, folder, sceneFolder, only: options.only });
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    process.stdout.write(`${faults.length} faults; the pictures are in ${folder}\n`);
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  await browser.close();
}
