import { Option } from 'commander';
import type { Command } from 'commander';
import { AppError } from '../contract/app-error.ts';
import type { JobRequest, PaceRequest } from '../contract/request-shapes.ts';
import { normaliseBaseUrl } from '../engine/targets/bulk/bulk-url.ts';
import { waitDuration } from './parse-times.ts';
import { addLimitOptions, readPaceChange } from './pace-options.ts';
import type { LimitOptions } from './pace-options.ts';
import { positiveNumber, uuid, wholeNumber, wholeNumberOrAuto } from './parse-values.ts';

/** Options of `upload` that say where to and how fast. */
export interface SendingOptions extends LimitOptions {
  readonly limit?: number;
  readonly vtn?: string;
  readonly target: 'bulk';
  readonly reportId?: string;
  readonly chunkPoints?: number;
  readonly chunkBytes?: number;
  readonly chunkBy?: 'month';
  readonly batchSize: number | 'auto';
  readonly retries: number;
  readonly timeout: number;
  readonly canary: number;
  readonly offlineWait: number;
  readonly compress: PaceRequest['compress'];
}

export function addSendingOptions(command: Command): Command {
  command
    .optionsGroup('Selection:')
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
    );
  return addLimitOptions(command)
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

export function readPace(options: SendingOptions): PaceRequest {
  return {
    chunkPoints: options.chunkPoints ?? null,
    chunkBytes: options.chunkBytes ?? null,
    chunkBy: options.chunkBy ?? null,
    batchSize: options.batchSize,
    concurrency: 'auto',
    maxPointsPerSecond: null,
    maxRequestsPerSecond: null,
    maxBytesPerSecond: null,
    window: null,
    ...readPaceChange(options),
    retries: options.retries,
    timeoutMs: Math.ceil(options.timeout * 1000),
    canaryPoints: options.canary,
    offlineWaitMs: options.offlineWait,
    compress: options.compress,
  };
}

/** The whole request, or AppError usage/invalid that names the option at fault. */
export async function checkRequest(request: unknown): Promise<JobRequest> {
  const { jobRequest } = await import('../contract/request-shapes.ts');
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
