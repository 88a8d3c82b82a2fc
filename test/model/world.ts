import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import type { UploadMoment } from '../../src/practice-vtn/upload-watch.ts';
import { createAcknowledged } from '../crash/acknowledged.ts';
import type { Acknowledged } from '../crash/acknowledged.ts';
import { writeTextSite } from '../crash/text-site.ts';
import type { TextSite } from '../crash/text-site.ts';
import { startVtnOnKeptPort } from '../suites/kept-port.ts';
import type { DoorOrders } from './door-words.ts';
import { openEngineDoor } from './engine-door.ts';
import type { EngineDoor } from './engine-door.ts';

/** What the commands act on: an engine that can be killed, a VTN, a site in files, and two computers' ledgers. */
export interface World extends AsyncDisposable {
  readonly vtn: PracticeVtn;
  readonly site: TextSite;
  readonly acknowledged: Acknowledged;
  readonly stateDirs: { readonly home: string; readonly away: string };
  /** The engine that is at work. */
  door(): EngineDoor;
  /** Ends the engine that is at work and starts one at this computer. */
  open(place: Place): Promise<void>;
  /** Resolves when the VTN has taken so many uploads more. */
  uploads(count: number): Promise<void>;
  readonly haulPath: string;
  readonly source: SourceFile;
}

export type Place = 'home' | 'away';

/** The file of readings, and what a person can do to it. */
export interface SourceFile {
  readonly movedPath: string;
  /** Changes one value; the file keeps its size. */
  change(): Promise<void>;
  move(): Promise<void>;
  /** Puts it back to its place as it was; where it was moved to, it stays too: the job may know it there. */
  restore(): Promise<void>;
}

export interface WorldOptions {
  readonly program: string;
  readonly cacheFolder: string;
  readonly folder: string;
  readonly seed: number;
}

/** Backoffs of a second take 20 ms. */
const clockSpeed = 50;

export async function makeWorld({
  program,
  cacheFolder,
  folder: parent,
  seed,
}: WorldOptions): Promise<World> {
  const folder = await mkdtemp(path.join(parent, 'world-'));
  const site = await writeTextSite(path.join(folder, 'stick'), { meters: 3, rows: 30 });
  const acknowledged = createAcknowledged();
  const watch = new Set<(moment: UploadMoment) => void>([acknowledged.note]);
  const vtn = await startVtnOnKeptPort({
    databasePath: ':memory:',
    seed,
    wait: async (ms, signal) => {
      await timer(ms, undefined, { signal });
    },
    watch: (moment) => {
      for (const hear of watch) hear(moment);
    },
  });
  const stateDirs = { home: path.join(folder, 'home'), away: path.join(folder, 'away') };
  const orders: Omit<DoorOrders, 'stateDir'> = {
    credentials: {
      METERHAUL_CLIENT_ID: vtn.clientId,
      METERHAUL_CLIENT_SECRET: vtn.clientSecret,
      METERHAUL_TOKEN_URL: vtn.tokenUrl,
    },
    clockOriginMs: Date.now(),
    clockSpeed,
    seed,
  };
  const openAt = (place: Place): Promise<EngineDoor> =>
    openEngineDoor({ program, cacheFolder, orders: { ...orders, stateDir: stateDirs[place] } });
  let door = await openAt('home');
  return {
    vtn,
    site,
    acknowledged,
    stateDirs,
    door: () => door,
    open: async (place) => {
      await door.kill();
      door = await openAt(place);
    },
    uploads: (count) => countUploads(watch, count),
    haulPath: path.join(folder, 'job.haul'),
    source: await openSourceFile(folder, site.file),
    [Symbol.asyncDispose]: async () => {
      await door.kill();
      await vtn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function countUploads(watch: Set<(moment: UploadMoment) => void>, count: number): Promise<void> {
  return new Promise((resolve) => {
    let taken = 0;
    const hear = ({ at }: UploadMoment): void => {
      if (at !== 'taken' || ++taken < count) return;
      watch.delete(hear);
      resolve();
    };
    watch.add(hear);
  });
}

async function openSourceFile(folder: string, file: string): Promise<SourceFile> {
  const keptPath = path.join(folder, 'readings.kept');
  const movedPath = path.join(folder, 'other', 'readings.csv');
  await mkdir(path.dirname(movedPath), { recursive: true });
  await copyFile(file, keptPath);
  return {
    movedPath,
    change: async () => {
      const text = await readFile(keptPath, 'utf8');
      const end = text.lastIndexOf('\n', text.length - 2);
      const last = text.slice(end).replace(/\d(?=\n)/, (digit) => (digit === '9' ? '1' : '9'));
      await writeFile(file, text.slice(0, end) + last);
    },
    move: () => rename(file, movedPath),
    restore: () => copyFile(keptPath, file),
  };
}
