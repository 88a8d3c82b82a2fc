import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRehearsal } from './open-rehearsal.ts';
import type { Rehearsal } from './open-rehearsal.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';

let folder: string;
let opened: Rehearsal[];

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'rehearsal-')), 'rehearsal');
  opened = [];
});

afterEach(async () => {
  for (const rehearsal of opened) await rehearsal.close();
  await rm(join(folder, '..'), { recursive: true });
});

function rehearse(): Rehearsal {
  const rehearsal = openRehearsal();
  opened.push(rehearsal);
  return rehearsal;
}

async function isRehearsal({ baseUrl, token }: { baseUrl: string; token: string }): Promise<boolean> {
  const reply = await fetch(`${baseUrl}/practice`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  return ((await reply.json()) as { rehearsal: boolean }).rehearsal;
}

it('starts one practice VTN, however often it is asked for', async () => {
  const rehearsal = rehearse();
  const [first, second] = await Promise.all([rehearsal.open(folder), rehearsal.open(folder)]);
  expect(second).toEqual(first);
  expect(await isRehearsal(first)).toBe(true);
  expect((await stat(join(folder, 'practice-vtn.json'))).mode & 0o777).toBe(0o600);
});

it('is found again where it was, so that a job begun in an earlier rehearsal can be resumed', async () => {
  const earlier = rehearse();
  const before = await earlier.open(folder);
  await earlier.close();
  const later = rehearse();
  expect(await later.open(folder)).toEqual(before);
  expect(await isRehearsal(before)).toBe(true);
});

it('takes another port when its own is taken meanwhile, or its note is damaged', async () => {
  const first = rehearse();
  const before = await first.open(folder);
  await first.close();
  const port = Number(new URL(before.baseUrl).port);
  const other = await startPracticeVtn({ databasePath: ':memory:', port });
  try {
    const moved = await rehearse().open(folder);
    expect(moved.baseUrl).not.toBe(before.baseUrl);
    expect(moved.token).toBe(before.token);
    expect(await isRehearsal(moved)).toBe(true);
  } finally {
    await other.close();
  }
  await writeFile(join(folder, 'practice-vtn.json'), '[1');
  expect(await isRehearsal(await rehearse().open(folder))).toBe(true);
});

it('can be opened again after it could not be started, and closed when it never was', async () => {
  await rehearse().close();
  const rehearsal = rehearse();
  const inTheWay = join(folder, '..', 'file');
  await writeFile(inTheWay, '');
  await expect(rehearsal.open(join(inTheWay, 'x'))).rejects.toThrow();
  expect(await isRehearsal(await rehearsal.open(folder))).toBe(true);
  expect(JSON.parse(await readFile(join(folder, 'practice-vtn.json'), 'utf8'))).toHaveProperty('port');
});
