import { AppError } from '../../contract/app-error.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import type { ReadingKind } from '../../domain/reading-kind.ts';
import { settlePlaced } from '../../domain/settle/settle-placed.ts';
import type { SeriesPart } from '../../domain/settle/settle-placed.ts';
import type { SettledReadings } from '../../domain/settle/settled-readings.ts';
import { describePlaceTrouble, placeReadings } from '../../domain/time/place-readings.ts';
import type { TimeRules } from '../../domain/time/place-readings.ts';
import type { Unit } from '../../domain/unit.ts';
import { readDuration } from '../mapping/spell-duration.ts';
import type { MappedReading, MappedReadings } from './mapped-files.ts';
import type { ReadingSpec } from './reader.ts';
import { unsettledError } from './unsettled-error.ts';

/**
 * Settles one series of a mapped file: places it in time as the mapping says and makes intervals of it.
 *
 * @throws AppError source/meter-missing when the file has no such series; source/no-readings,
 *   source/time-unrecognised, mapping/interval-unknown, mapping/unit-unknown, each naming the series
 */
export function settleMapped(
  reading: MappedReading,
  spec: ReadingSpec & { readonly mapping: MappingDocument },
  minus: readonly IntervalSeries[],
): SettledReadings {
  const { mapping, dataset, path } = spec;
  const mapped = reading.series(dataset);
  if (mapped === null) {
    throw new AppError('source/meter-missing', `${path} has no series ${dataset}.`, {
      context: { path, dataset },
    });
  }
  const time = timeRules(mapping, spec.intervalMs);
  const settled = settlePlaced(placeParts(mapped, time), {
    kind: mapped.kind ?? likelyKind(mapped.unit),
    unit: mapped.unit,
    toUnit: mapping.toUnit,
    intervalMs: time.intervalMs,
    onConflict: spec.onConflict,
    fromMs: spec.fromMs,
    toMs: spec.toMs,
    minus,
    resampleMs: mapping.resample === null ? null : readDuration(mapping.resample),
    registerReset: mapping.registerReset,
    nowMs: Date.now(),
    describeTrouble: describePlaceTrouble,
  });
  if (settled.kind === 'settled') return settled;
  throw unsettledError(settled, spec);
}

/** The readings of a series in time, register by register, before anything is settled. */
export function placeMapped(
  readings: Pick<MappedReadings, 'parts'>,
  mapping: MappingDocument,
  intervalMs: number | null,
): SeriesPart[] {
  return placeParts(readings, timeRules(mapping, intervalMs));
}

function placeParts({ parts }: Pick<MappedReadings, 'parts'>, time: TimeRules): SeriesPart[] {
  return parts.map(({ raw, factor }) => ({ raw, factor, placed: placeReadings(raw, time) }));
}

function timeRules({ time }: MappingDocument, forcedMs: number | null): TimeRules {
  return {
    zone: time.zone === 'data' ? null : time.zone,
    label: time.label,
    endIsInclusive: time.endIsInclusive,
    lengthOff: time.lengthOff,
    intervalMs: forcedMs ?? (time.interval === null ? null : readDuration(time.interval)),
  };
}

/** For a preview while nobody has said: a unit of power is one, anything else belongs to its interval. */
function likelyKind(unit: Unit | null): ReadingKind {
  return unit !== null && /^(k|M|G)?(W|VA|var)$/.test(unit) ? 'power' : 'interval';
}
