import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { startPracticeVtn } from '../src/practice-vtn/start-practice-vtn.ts';
import type { Bench, Section } from './bench-parts.ts';
import { ownDatasets, realShapeOf } from './made-sites.ts';
import { measureEncoding } from './measure-encoding.ts';
import type { EncodingFigures } from './measure-encoding.ts';
import type { PlainOrders } from './plain-sender.ts';
import type { RunFigures, RunOrders } from './run-orders.ts';
import { runTodaysLoop } from './run-todays-loop.ts';
import type { LoopFigures } from './run-todays-loop.ts';
import { runUploads } from './run-upload.ts';
import type { UploadFigures } from './run-upload.ts';
import { describeMachine, spellCount, spellMegabytes, spellRatio, spellSeconds } from './spell-figures.ts';
import { tabulateColumns } from './spell-figures.ts';
import { end, runForFigures, startSender, startVtnStub } from './start-programs.ts';

const uploads = 3;
const loopPoints = 200_000;
const practicePoints = 1_000_000;

/** A way to send points, or a part of it; what nobody has measured of it is null. */
interface Way {
  readonly what: string;
  readonly points: number;
  readonly pointsPerSecond: number;
  readonly cpuSecondsPerMillion: number | null;
  readonly peakBytes: number | null;
}

/** Whole uploads beside the loop in use today, encoding alone, and ready bodies that only have to be sent. */
export async function measureSpeed(bench: Bench): Promise<Section> {
  const own = await bench.sites.make(ownDatasets(bench.points));
  const shared = await bench.sites.make(realShapeOf(bench.points));
  const python = await bench.findPython();
  const loop =
    python.kind === 'none'
      ? null
      : await runTodaysLoop(python.program, own, Math.min(loopPoints, bench.points));
  const ready = await sendReadyBodies(bench);
  const encoding = measureEncoding(bench.encodingSample);
  const ofOwn = await runUploads(uploads, bench.programs, bench.folder, own);
  const ofShared = await runUploads(uploads, bench.programs, bench.folder, shared);
  const ways: Way[] = [
    ...(loop === null ? [] : [{ what: "today's loop", ...loop }]),
    { what: 'encoding alone, one thread', ...encoding, peakBytes: null },
    ready,
    { what: 'upload, a dataset for each load', ...ofOwn },
    { what: 'upload, datasets shared as on the largest site', ...ofShared },
    await uploadToPracticeVtn(bench, 'memory'),
    await uploadToPracticeVtn(bench, 'database'),
  ];
  return {
    title: 'Speed',
    lines: [
      ...describe(
        python.kind === 'none' ? python.reason : null,
        loop,
        encoding.bytesPerPoint,
        ofOwn,
        ofShared,
      ),
      '',
      ...tabulateColumns(
        columns,
        ways.map((way) => tellWay(way, loop, encoding)),
      ),
    ],
  };
}

const columns = [
  'what',
  'points',
  'points/s',
  ": today's loop",
  'CPU a million points',
  ': encoding',
  'peak memory',
];

function tellWay(way: Way, loop: LoopFigures | null, encoding: EncodingFigures): string[] {
  const { cpuSecondsPerMillion: cpuSeconds, peakBytes } = way;
  return [
    way.what,
    spellCount(way.points),
    spellCount(way.pointsPerSecond),
    spellRatio(way.pointsPerSecond, loop?.pointsPerSecond ?? null),
    cpuSeconds === null ? '-' : spellSeconds(cpuSeconds),
    cpuSeconds === null ? '-' : spellRatio(cpuSeconds, encoding.cpuSecondsPerMillion),
    peakBytes === null ? '-' : spellMegabytes(peakBytes),
  ];
}

function describe(
  leftOut: string | null,
  loop: LoopFigures | null,
  bytesPerPoint: number,
  own: UploadFigures,
  shared: UploadFigures,
): string[] {
  const counting = (own.counts.cpuSeconds / own.counts.points) * 1e6;
  return [
    `\`npm run bench\`. ${describeMachine()}`,
    '',
    `Uploads go to a stub that only counts, on the same machine, each in a process of its own: the points that the stub`,
    `has counted over the wall clock from the start of the job to its end, the median of ${uploads} (${spellCount(own.loads)} loads in`,
    `${spellCount(own.requests)} requests, ${spellCount(shared.loads)} loads in ${spellCount(shared.requests)}). A point is ${bytesPerPoint.toFixed(0)} bytes; counting takes the stub ${spellSeconds(counting)} a`,
    'million points. CPU is that of the whole process, all threads. Encoding alone is one thread of the bench; each of',
    'its numbers and times was parsed back and is the same to the last bit. Ready bodies are made once and sent again and',
    'again by a plain client: as fast as the connection and the stub go.',
    '',
    loop === null
      ? `Today's loop was left out: ${leftOut ?? ''}.`
      : `Today's loop is bench/todays-loop.py, made again from its description (${loop.versions}); it is said to send 5,000 to 9,700 points/s.`,
  ];
}

const warmUpMs = 1000;
const watchedMs = 3000;

/** What the connection and the stub can take at all. */
async function sendReadyBodies({ programs }: Bench): Promise<Way> {
  await using stub = await startVtnStub();
  const orders: PlainOrders = {
    baseUrl: stub.baseUrl,
    token: 'counted-only',
    atOnce: 4,
    pointsEach: 8741,
  };
  const sender = startSender(programs.pathOf('engine/plain-sender'), orders);
  await timer(warmUpMs);
  const before = await stub.counts();
  const startedAtMs = performance.now();
  await timer(watchedMs);
  const { pointsSeen } = await stub.counts();
  const seconds = (performance.now() - startedAtMs) / 1000;
  await end(sender);
  const points = pointsSeen - before.pointsSeen;
  return {
    what: 'ready bodies, four at once',
    points,
    pointsPerSecond: points / seconds,
    cpuSecondsPerMillion: null,
    peakBytes: null,
  };
}

/** The practice VTN checks and keeps every point: it is what takes the time. */
async function uploadToPracticeVtn(bench: Bench, points: 'memory' | 'database'): Promise<Way> {
  const site = await bench.sites.make(ownDatasets(Math.min(practicePoints, bench.points)));
  const folder = path.join(bench.folder, `practice-${points}`);
  await mkdir(folder);
  const vtn = await startPracticeVtn({ databasePath: path.join(folder, 'vtn.sqlite'), points });
  try {
    const orders: RunOrders = {
      stateDir: path.join(folder, 'state'),
      files: site.files,
      baseUrl: vtn.baseUrl,
      token: vtn.token,
      pace: {},
    };
    const run = await runForFigures<RunFigures>(bench.programs.pathOf('engine/run'), orders);
    const { pointsReceived } = vtn.traffic();
    if (run.confirmed !== run.points || pointsReceived < run.points)
      throw new Error(`The practice VTN has taken ${pointsReceived} of ${run.points} points.`);
    return {
      what: `upload to the practice VTN, points in ${points === 'memory' ? 'memory' : 'its database'}`,
      points: run.points,
      pointsPerSecond: run.points / run.sendSeconds,
      cpuSecondsPerMillion: (run.sendCpuSeconds / run.points) * 1e6,
      peakBytes: run.peakBytes,
    };
  } finally {
    await vtn.close();
    await rm(folder, { recursive: true, force: true });
  }
}
