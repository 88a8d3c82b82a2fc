import { AppError } from '../../contract/app-error.ts';
import type { ErrorCode } from '../../contract/error-codes.ts';
import type { UnsettledReadings } from '../../domain/settle/settled-readings.ts';
import type { SeriesAddress } from './reader.ts';

const codes: Record<UnsettledReadings['reason'], ErrorCode> = {
  'time-unrecognised': 'source/time-unrecognised',
  'time-precision': 'source/time-precision',
  'interval-unknown': 'mapping/interval-unknown',
  'no-readings': 'source/no-readings',
  'unit-unknown': 'mapping/unit-unknown',
};

/** Why a series as a whole gives no intervals, as an error that names it. */
export function unsettledError(
  { reason, text }: UnsettledReadings,
  { path, dataset }: Pick<SeriesAddress, 'path' | 'dataset'>,
): AppError {
  const message = `${dataset} in ${path} gives no intervals: ${text}.`;
  return new AppError(codes[reason], message, { context: { path, dataset } });
}
