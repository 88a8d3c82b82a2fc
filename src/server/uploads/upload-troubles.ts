import { AppError } from '../../contract/app-error.ts';
import type { KeptUpload } from '../../contract/served-files.ts';

interface TooLarge {
  readonly name: string;
  readonly sizeBytes: number;
  readonly limitBytes: number;
  /** The limit is what the disk has room for. */
  readonly isDiskFull: boolean;
}

export function tooLarge({ name, sizeBytes, limitBytes, isDiskFull }: TooLarge): AppError {
  const limit = spellMebibytes(limitBytes);
  const why = isDiskFull
    ? `the disk that keeps uploads has room for ${limit} when 1 GiB stays free. Make room`
    : `an upload may be ${limit} here. Start \`meterhaul serve\` with a larger --upload-limit`;
  return new AppError(
    'source/upload-too-large',
    `${name} has ${spellMebibytes(sizeBytes)}, but ${why}, or put the file into the folder of these pages.`,
    { context: { name, sizeBytes, limitBytes } },
  );
}

export function tooMany(most: number): AppError {
  return new AppError(
    'usage/invalid',
    `${most} uploads are under way already. Wait until one has ended, then upload this file again.`,
  );
}

export function stillUsed({ name, usedBy }: KeptUpload): AppError {
  const users = [
    ...(usedBy.drafts > 0 ? ['a migration in preparation'] : []),
    ...(usedBy.jobs > 0 ? ['a job that has not ended'] : []),
    ...(usedBy.destinations > 0 ? ['a destination'] : []),
  ];
  return new AppError(
    'usage/invalid',
    `${name} is still used by ${users.join(' and ')}. Remove that first; the upload can go then.`,
    { context: { name } },
  );
}

function spellMebibytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`;
}
