import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { AppError } from '../contract/app-error.ts';
import type { JobRequest, MappingRequest, PaceRequest, SelectionRequest } from '../contract/job-shapes.ts';
import { jobRequest } from '../contract/job-shapes.ts';
import { isQualityCode, qualityCodes } from '../domain/quality-code.ts';
import type { QualityCode } from '../domain/quality-code.ts';
import { normaliseBaseUrl } from '../engine/targets/bulk/bulk-url.ts';
import {
  collect,
  instant,
  isoDuration,
  positiveNumber,
  sendingHours,
  timeZone,
  uuid,
  waitDuration,
  wholeNumber,
  wholeNumberOrAuto,
} from './parse-values.ts';

/** Options of `preview` and `upload` that say how readings become intervals, and which of them. */
export interface MappingOptions {
  readonly preset: MappingRequest['preset'];
  readonly tz?: string;
  readonly interval?: number;
  readonly quality: QualityCode;
  readonly zeroQuality?: QualityCode;
  readonly onConflict: MappingRequest['onConflict'];
  readonly ven: string[];
  readonly load: string[];
  readonly limit?: number;
  readonly from?: string;
  readonly to?: string;
  readonly includeDisabled: boolean;
}

/** Options of `upload` that say where to and how fast. */
export interface SendingOptions {
  readonly vtn?: string;
  readonly target: 'bulk';
  readonly reportId?: string;
  readonly chunkPoints?: number;
  readonly chunkBytes?: number;
  readonly chunkBy?: 'month';
  readonly batchSize: number | 'auto';
  readonly concurrency: number | 'auto';
  readonly maxPointsPerSecond?: number;
  readonly maxBytesPerSecond?: number;
  readonly window?: { from: string; to: string };
  readonly retries: number;
  readonly timeout: number;
  readonly canary: number;
  readonly offlineWait: number;
  readonly compress: PaceRequest['compress'];
}

export function addMappingOptions(command: Command): Command {
  return command
    .optionsGroup('Mapping:')
    .addOption(
      new Option('--preset <name>', 'how the files are laid out')
        .choices(['auto', 'ven-client'])
        .default('auto'),
    )
    .option('--tz <zone>', 'time zone of --from, --to, months and hours (epochs need none)', timeZone)
    .option(
      '--interval <duration>',
      'length of every interval, as PT1H, instead of the one found in the data',
      isoDuration,
    )
    .option('--quality <code>', `quality of every interval: ${qualityCodes.join(', ')}`, qualityCode, 'GOOD')
    .option(
      '--zero-quality <code>',
      'quality of intervals whose value is exactly 0, as ESTIMATED',
      qualityCode,
    )
    .addOption(
      new Option('--on-conflict <policy>', 'two readings with one start and different values')
        .choices(['reject', 'first', 'last'])
        .default('reject'),
    )
    .optionsGroup('Selection:')
    .option('--ven <name>', 'only this VEN (repeatable)', collect, [])
    .option('--load <id>', 'only this load (repeatable)', collect, [])
    .option('--from <time>', 'only intervals that start at or after this')
    .option('--to <time>', 'only intervals that start before this')
    .option('--include-disabled', 'also loads that are switched off or suspended', false);
}

export function addSendingOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'only the first N loads', wholeNumber(1))
    .optionsGroup('Target:')
    .option('--vtn <url>', 'the VTN; /openadr3 is added when the URL has no path')
    .addOption(new Option('--target <kind>', 'which upload the VTN offers').choices(['bulk']).default('bulk'))
    .option('--report-id <uuid>', 'report id to go with every request, for tracking', uuid)
    .optionsGroup('Pace:')
    .option('--chunk-points <n>', 'at most this many points a request', wholeNumber(1))
    .option('--chunk-bytes <n>', 'at most this many bytes a request', wholeNumber(1000))
    .addOption(new Option('--chunk-by <unit>', 'no request reaches across one of these').choices(['month']))
    .option(
      '--batch-size <n>',
      'points per database write at the VTN, 1-10000 or auto',
      wholeNumberOrAuto(1, 10_000),
      'auto',
    )
    .option('--concurrency <n>', 'requests at once, or auto', wholeNumberOrAuto(1, 64), 'auto')
    .option('--max-points-per-second <n>', 'points a second at most', positiveNumber)
    .option('--max-bytes-per-second <n>', 'bytes a second at most', positiveNumber)
    .option('--window <hours>', 'send only in these hours, as 22:00-06:00', sendingHours)
    .option('--retries <n>', 'tries after the first before a load is given up', wholeNumber(0), 8)
    .option('--timeout <seconds>', 'how long to wait for an answer', positiveNumber, 300)
    .option(
      '--canary <n>',
      'points that go alone first and must be confirmed; 0 for none',
      wholeNumber(0),
      100,
    )
    .addOption(
      new Option('--offline-wait <duration>', 'how long to wait for a line, as 15m or 24h; 0 ends at once')
        .argParser(waitDuration)
        .default(24 * 3_600_000, '24h'),
    )
    .addOption(
      new Option('--compress <how>', 'compression of requests')
        .choices(['none', 'gzip', 'auto'])
        .default('none'),
    );
}

export function readMapping(options: MappingOptions): Pick<JobRequest, 'mapping' | 'selection'> {
  const zone = options.tz ?? null;
  const selection: SelectionRequest = {
    vens: options.ven,
    loads: options.load,
    limitLoads: options.limit ?? null,
    fromMs: options.from === undefined ? null : readInstant('--from', options.from, zone),
    toMs: options.to === undefined ? null : readInstant('--to', options.to, zone),
    includeDisabled: options.includeDisabled,
  };
  if (selection.fromMs !== null && selection.toMs !== null && selection.fromMs >= selection.toMs) {
    throw new AppError('usage/invalid', '--from must be before --to.');
  }
  return {
    mapping: {
      preset: options.preset,
      timeZone: zone,
      intervalMs: options.interval ?? null,
      quality: options.quality,
      zeroQuality: options.zeroQuality ?? null,
      onConflict: options.onConflict,
    },
    selection,
  };
}

export function readPace(options: SendingOptions): PaceRequest {
  return {
    chunkPoints: options.chunkPoints ?? null,
    chunkBytes: options.chunkBytes ?? null,
    chunkBy: options.chunkBy ?? null,
    batchSize: options.batchSize,
    concurrency: options.concurrency,
    maxPointsPerSecond: options.maxPointsPerSecond ?? null,
    maxBytesPerSecond: options.maxBytesPerSecond ?? null,
    window: options.window ?? null,
    retries: options.retries,
    timeoutMs: Math.ceil(options.timeout * 1000),
    canaryPoints: options.canary,
    offlineWaitMs: options.offlineWait,
    compress: options.compress,
  };
}

/** The whole request, or AppError usage/invalid that names the option at fault. */
export function checkRequest(request: unknown): JobRequest {
  const parsed = jobRequest.safeParse(request);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = `--${String(issue?.path.at(-1) ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new AppError('usage/invalid', `${option}: ${issue?.message ?? 'not valid'}.`);
}

/** The VTN's address as given, or as the environment file has it. Throws usage/invalid. */
export function readVtnUrl(
  address: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const given = address ?? environment['VTN_SERVER_ADDRESS'];
  if (given === undefined || given === '') return null;
  try {
    return normaliseBaseUrl(given, environment['VTN_API_PREFIX']);
  } catch {
    throw new AppError(
      'usage/invalid',
      `"${given}" is no address of a VTN. Give one such as https://vtn.example.com/openadr3.`,
    );
  }
}

function qualityCode(text: string): QualityCode {
  const code = text.toUpperCase();
  if (isQualityCode(code)) return code;
  throw new InvalidArgumentError(`The VTN knows ${qualityCodes.join(', ')}.`);
}

function readInstant(option: string, text: string, zone: string | null): number {
  try {
    return instant(text, zone);
  } catch (thrown) {
    throw new AppError('usage/invalid', `${option}: ${(thrown as Error).message}`);
  }
}
