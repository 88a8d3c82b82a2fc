import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Draft, DraftChange } from '../../src/contract/draft-shapes.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import { systemClock } from '../../src/engine/ports/clock.ts';
import type { Clock } from '../../src/engine/ports/clock.ts';
import { openFolderFence } from '../../src/engine/ports/folder-fence.ts';
import type { FolderFence } from '../../src/engine/ports/folder-fence.ts';
import { makeSampleSite } from '../../src/engine/sample-site/make-sample-site.ts';
import type { Quirk } from '../../src/engine/sample-site/sample-site-options.ts';
import { openRehearsal } from '../../src/practice-vtn/open-rehearsal.ts';
import { germanCsv, meterCsv } from './scene-files.ts';

/** Migrations in preparation that the pages are shown with, each over real files that the real engine reads. */
const draftFiles = {
  /** The two files of a VEN client. */
  site: ['resources.db', 'load_data.h5'],
  siteWithOthers: ['resources.db', 'load_data.h5', 'Main meter.csv'],
  databaseAlone: ['resources.db'],
  /** One series of quarters of an hour with everything that can be wrong with rows. */
  csv: ['Main meter.csv'],
  /** A table that does not say its zone and its unit. */
  questions: ['Lastgang 2025.csv'],
  unusable: ['Main meter.csv', 'broken.h5', 'photo.jpg', 'empty.csv'],
  empty: [],
} as const;

export type DraftName = keyof typeof draftFiles;

export interface Scene {
  readonly engine: Engine;
  readonly fence: FolderFence;
  readonly stateDir: string;
  readonly drafts: Readonly<Record<DraftName, Draft>>;
  close(): Promise<void>;
}

const quirks: readonly Quirk[] = [
  { load: 3, kind: 'duplicate-rows', count: 4 },
  { load: 8, kind: 'missing-rows', count: 24 },
  { load: 14, kind: 'nan-rows', count: 5 },
  { load: 15, kind: 'no-vtn-id' },
  { load: 16, kind: 'no-vtn-id' },
  { load: 27, kind: 'conflicting-rows', count: 2 },
  { load: 30, kind: 'missing-meter' },
];

const mainResource = '5b1f0c2e-8a37-4d0e-9a51-3f6b7c2d1e00';
const changes: Partial<Record<DraftName, DraftChange>> = {
  csv: { resources: { single: mainResource, listPath: null, typed: {} } },
};

/** The moment of all pages, so that what they say of time is the same in each run. */
export const now = new Date('2026-11-20T13:00:00Z');

/** When the migrations were prepared: what the pages say of it is the same in each run. */
const startMs = Date.parse('2026-11-20T09:12:00Z');

/** A clock that starts at an instant and then goes as fast as any. */
export function clockFrom(startMs: number): Clock {
  const aheadMs = startMs - Date.now();
  return { ...systemClock, now: () => Date.now() + aheadMs };
}

/** A real engine over a made-up site in a folder, which is emptied first. */
export async function openScene(folder: string): Promise<Scene> {
  await rm(folder, { recursive: true, force: true });
  const site = path.join(folder, 'Site North');
  const stateDir = path.join(folder, 'state');
  await mkdir(site, { recursive: true });
  await makeSampleSite(site, { quirks });
  await writeFile(path.join(site, 'Main meter.csv'), meterCsv());
  await writeFile(path.join(site, 'Lastgang 2025.csv'), germanCsv());
  await writeFile(
    path.join(site, 'broken.h5'),
    Buffer.concat([Buffer.from('894844460d0a1a0a', 'hex'), Buffer.alloc(4096, 7)]),
  );
  await writeFile(path.join(site, 'photo.jpg'), Buffer.from('ffd8ffe000104a46494600010100', 'hex'));
  await writeFile(path.join(site, 'empty.csv'), '');
  const fence = await openFolderFence(site, stateDir);
  const engine = createEngine({
    stateDir,
    version: '1.0.0',
    secrets: { credentialsFor: () => Promise.resolve(null) },
    clock: clockFrom(startMs),
    rehearsal: openRehearsal(),
    fence,
  });
  const drafts = {} as Record<DraftName, Draft>;
  for (const name of Object.keys(draftFiles) as DraftName[]) {
    const files = draftFiles[name].map((file) => path.join(fence.folder, file));
    const made = await engine.api.createDraft({ files });
    const change = changes[name];
    drafts[name] = change === undefined ? made : await engine.api.changeDraft({ draftId: made.id, change });
  }
  return { engine, fence, stateDir, drafts, close: () => engine.close() };
}
