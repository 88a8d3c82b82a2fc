import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import type { Bench, Section } from './bench-parts.ts';
import { ownDatasets } from './made-sites.ts';
import type { PlainOrders } from './plain-sender.ts';
import type { RunOrders } from './run-orders.ts';
import { describeMachine, spellCount, spellRatio, tabulateColumns } from './spell-figures.ts';
import { end, startLine, startSender, startVtnStub } from './start-programs.ts';

const usualMegabits = [10, 100, 1000];
/** Until the engine has found its pace. */
const warmUpMs = 4000;
const watchedMs = 8000;
const beginsWithinMs = 60_000;

interface Carried {
  readonly bytesPerSecond: number;
  readonly pointsPerSecond: number;
}

/** How near an upload comes to the speed of the line, without and with compression, beside ready bodies. */
export async function measureLine(bench: Bench, megabits = usualMegabits): Promise<Section> {
  const { files } = await bench.sites.make(ownDatasets(bench.points));
  const rows: string[][] = [];
  for (const speed of megabits) {
    const lineBytes = (speed * 1e6) / 8;
    const ready = await carry(bench, lineBytes, 'engine/plain-sender', (baseUrl): PlainOrders => ({
      baseUrl,
      token: 'counted-only',
      atOnce: 4,
      pointsEach: 8741,
    }));
    rows.push(tell(`${speed} Mbps: ready bodies, four at once`, ready, lineBytes, ready));
    for (const compress of ['none', 'gzip'] as const) {
      const stateDir = await mkdtemp(path.join(bench.folder, 'line-'));
      const carried = await carry(bench, lineBytes, 'engine/pace-run', (baseUrl): RunOrders => ({
        baseUrl,
        token: 'counted-only',
        stateDir,
        files,
        pace: { compress },
      }));
      const what = compress === 'gzip' ? 'upload, gzip' : 'upload';
      rows.push(tell(`${speed} Mbps: ${what}`, carried, lineBytes, ready));
    }
  }
  return {
    title: 'Line speed',
    lines: [
      `\`npm run bench -- --line\`. ${describeMachine()}`,
      '',
      `A relay between the sender and the stub that counts lets so many bytes a second through, all connections together. What`,
      `the stub has counted in ${watchedMs / 1000} s, once the sender has had ${warmUpMs / 1000} s to find its pace. Bytes are those of bodies, without headers.`,
      '',
      ...tabulateColumns(['line', 'bytes/s', ': line', 'points/s', ': ready bodies'], rows),
    ],
  };
}

function tell(what: string, carried: Carried, lineBytes: number, ready: Carried): string[] {
  return [
    what,
    spellCount(carried.bytesPerSecond),
    `${((carried.bytesPerSecond / lineBytes) * 100).toFixed(0)} %`,
    spellCount(carried.pointsPerSecond),
    spellRatio(carried.pointsPerSecond, ready.pointsPerSecond),
  ];
}

/** Lets a program send over a line of its own to a stub of its own, and ends it when enough was seen. */
async function carry(
  { programs }: Bench,
  lineBytes: number,
  program: string,
  ordersFor: (baseUrl: string) => PlainOrders | RunOrders,
): Promise<Carried> {
  await using stub = await startVtnStub();
  await using line = await startLine(stub.baseUrl, lineBytes);
  const sender = startSender(programs.pathOf(program), ordersFor(line.baseUrl));
  try {
    const openedAtMs = performance.now();
    while ((await stub.counts()).requests === 0) {
      if (performance.now() > openedAtMs + beginsWithinMs)
        throw new Error('Nothing was sent within a minute.');
      await timer(20);
    }
    await timer(warmUpMs);
    const before = await stub.counts();
    const startedAtMs = performance.now();
    await timer(watchedMs);
    const after = await stub.counts();
    const seconds = (performance.now() - startedAtMs) / 1000;
    if (after.lastAtMs < before.lastAtMs + watchedMs / 2)
      throw new Error(
        `Everything was sent before it was measured at ${lineBytes} bytes/s: give more --points.`,
      );
    return {
      bytesPerSecond: (after.bytes - before.bytes) / seconds,
      pointsPerSecond: (after.pointsSeen - before.pointsSeen) / seconds,
    };
  } finally {
    await end(sender);
  }
}
