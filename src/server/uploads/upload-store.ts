import { randomBytes } from 'node:crypto';
import { mkdir, readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import type { KeptUpload, UploadList } from '../../contract/served-files.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import { uploadsFolderOf } from '../../engine/ports/folder-fence.ts';
import { receiveUpload } from './receive-upload.ts';
import type { Body } from './receive-upload.ts';
import { safeName } from './safe-name.ts';
import { readRecord, removeKept, uploadId, writeRecord } from './upload-record.ts';
import type { UploadRecord } from './upload-record.ts';
import { stillUsed, tooLarge, tooMany } from './upload-troubles.ts';
import { isUsed, listUses } from './uses-of-files.ts';
import type { UploadUses } from './uses-of-files.ts';

const keptDays = 7;
const keptMs = keptDays * 24 * 3_600_000;
/** Of a broken upload, which another process may still be receiving. */
const brokenForMs = 3_600_000;
/** Stays free on the disk: the ledger is on it too. */
const spareBytes = 1024 ** 3;
const mostAtOnce = 4;

export interface UploadStoreOptions {
  readonly api: Pick<EngineApi, 'listDrafts' | 'listJobs' | 'listProfiles'>;
  readonly stateDir: string;
  /** The largest upload; less when the disk has less than that and 1 GiB. */
  readonly limitBytes: number;
  readonly clock: Clock;
  /** Free bytes of the disk that has the folder. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/**
 * Files that pages have uploaded. One is kept while a draft, a job that has not ended or a destination names it, else
 * it is removed 7 days after its last use: on start, hourly, and whenever they are listed.
 */
export class UploadStore {
  readonly #options: UploadStoreOptions;
  readonly #folder: string;
  /** Uploads that are on their way. */
  readonly #coming = new Map<string, { readonly filePath: string; readonly sizeBytes: number }>();
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(options: UploadStoreOptions) {
    this.#options = options;
    this.#folder = uploadsFolderOf(path.resolve(options.stateDir));
  }

  /** After removing what is due. */
  list(): Promise<UploadList> {
    return this.#inTurn(async () => {
      const uploads = await this.#settle();
      return { uploads, folder: this.#folder, limitBytes: await this.#limit(), keptDays };
    });
  }

  /** Throws source/upload-too-large, source/upload-incomplete, ledger/disk-full, usage/invalid for one too many. */
  async receive(givenName: string, body: Body): Promise<KeptUpload> {
    const id = randomBytes(12).toString('hex');
    const name = safeName(givenName);
    const filePath = path.join(this.#folder, id, name);
    await this.#inTurn(async () => {
      await this.#refuse(name, body.sizeBytes);
      this.#coming.set(id, { filePath, sizeBytes: body.sizeBytes });
    });
    try {
      await mkdir(path.dirname(filePath), { mode: 0o700 });
      await receiveUpload(body, filePath);
      const nowMs = this.#options.clock.now();
      const record = { name, uploadedAtMs: nowMs, lastUsedAtMs: nowMs, isUsed: false };
      await writeRecord(this.#folder, id, record);
      return describe({ folder: this.#folder, id, nowMs, uses: unused }, record, body.sizeBytes);
    } catch (thrown) {
      // What cannot be removed now goes with the broken ones.
      await removeKept(this.#folder, id).catch(() => null);
      throw thrown;
    } finally {
      this.#coming.delete(id);
    }
  }

  /** Throws source/missing, and usage/invalid while something uses it. */
  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const upload = (await this.#settle()).find((each) => each.id === id);
      if (upload === undefined) throw new AppError('source/missing', 'There is no such upload any more.');
      if (upload.deletedAt === null) throw stillUsed(upload);
      await removeKept(this.#folder, id);
    });
  }

  async #refuse(name: string, sizeBytes: number): Promise<void> {
    const limitBytes = await this.#limit();
    if (sizeBytes > limitBytes) {
      throw tooLarge({ name, sizeBytes, limitBytes, isDiskFull: limitBytes < this.#options.limitBytes });
    }
    if (this.#coming.size >= mostAtOnce) throw tooMany(mostAtOnce);
  }

  /** What one more upload may be, when those on their way come whole. */
  async #limit(): Promise<number> {
    const { freeBytes = freeBytesOf, limitBytes } = this.#options;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    let room = (await freeBytes(this.#folder)) - spareBytes;
    for (const { filePath, sizeBytes } of this.#coming.values()) {
      room -= sizeBytes - ((await sizeOf(filePath)) ?? 0);
    }
    return Math.max(0, Math.min(limitBytes, Math.floor(room)));
  }

  /** Removes what is due and what is broken; of the others, notes their use. The latest first. */
  async #settle(): Promise<KeptUpload[]> {
    const folder = this.#folder;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const usesOf = await listUses(this.#options.api);
    const nowMs = this.#options.clock.now();
    const kept: KeptUpload[] = [];
    const ids = new Set((await readdir(folder)).map((name) => name.split('.', 1)[0] ?? ''));
    for (const id of ids) {
      if (!uploadId.test(id) || this.#coming.has(id)) continue;
      const upload = await settleOne({ folder, id, nowMs, uses: usesOf(id) });
      if (upload === null) await removeKept(folder, id);
      else if (upload !== 'coming') kept.push(upload);
    }
    return kept.sort((a, b) => b.uploadedAt.localeCompare(a.uploadedAt));
  }

  /** What reads or writes the folder as a whole goes one after another. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work, work);
    this.#lastTurn = turn;
    return turn;
  }
}

const unused: UploadUses = { drafts: 0, jobs: 0, destinations: 0 };

interface Look {
  readonly folder: string;
  readonly id: string;
  readonly nowMs: number;
  readonly uses: UploadUses;
}

/** Null when it is to be removed; `coming` when another process may be receiving it. */
async function settleOne(look: Look): Promise<KeptUpload | 'coming' | null> {
  const { folder, id, nowMs, uses } = look;
  const record = await readRecord(folder, id);
  if (record === null) return (await changedAtMs(folder, id)) + brokenForMs > nowMs ? 'coming' : null;
  const sizeBytes = await sizeOf(path.join(folder, id, record.name));
  if (sizeBytes === null) return null;
  const used = isUsed(uses);
  const settled = used || record.isUsed ? { ...record, lastUsedAtMs: nowMs, isUsed: used } : record;
  if (settled.isUsed !== record.isUsed) await writeRecord(folder, id, settled);
  if (!used && settled.lastUsedAtMs + keptMs <= nowMs) return null;
  return describe(look, settled, sizeBytes);
}

function describe({ folder, id, uses }: Look, record: UploadRecord, sizeBytes: number): KeptUpload {
  return {
    id,
    name: record.name,
    sizeBytes,
    uploadedAt: new Date(record.uploadedAtMs).toISOString(),
    path: path.join(folder, id, record.name),
    usedBy: uses,
    deletedAt: isUsed(uses) ? null : new Date(record.lastUsedAtMs + keptMs).toISOString(),
  };
}

/** When anything of a broken upload was last written. */
async function changedAtMs(folder: string, id: string): Promise<number> {
  const parts = await readdir(path.join(folder, id)).catch(() => []);
  const places = [path.join(folder, id), ...parts.map((part) => path.join(folder, id, part))];
  const times = await Promise.all(
    places.map((place) =>
      stat(place).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(...times);
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function sizeOf(filePath: string): Promise<number | null> {
  return stat(filePath).then(
    ({ size }) => size,
    () => null,
  );
}
