import { z } from 'zod';
import { qualityCodes } from '../domain/quality-code.ts';
import { readingKinds } from '../domain/reading-kind.ts';
import { unitCodes } from '../domain/unit.ts';

/** `PT15M`, `PT1H`, `P1D`: an ISO 8601 duration of days, hours, minutes and seconds. */
const duration = z.string().regex(/^P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/);

/** Stamps: the columns whose texts, joined with a space, are read by a pattern of src/domain/time. */
const stamp = z.strictObject({
  columns: z.array(z.string()).min(1).max(6),
  /** `YYYY-MM-DD HH:mm`, `iso`, `epoch-s`, … */
  pattern: z.string(),
});

export const timeMapping = z.strictObject({
  /** The labelled time of a row; the start when there is an `end` too. Null for a dataset without a time axis. */
  stamp: stamp.nullable(),
  end: stamp.nullable().default(null),
  /** The end names the last minute or second within the interval (00:14, :59) instead of the next start. */
  endIsInclusive: z.boolean().default(false),
  /** `data` when each stamp says its own offset; an IANA name, `UTC` or `+10:00`; null when nobody has said. */
  zone: z.string().nullable().default(null),
  /** Which instant of its interval a lone stamp names. */
  label: z.enum(['start', 'end']).default('start'),
  /** For end labels: whether the length comes off the wall time (`before`) or the instant (`after` the zone). */
  lengthOff: z.enum(['before-zone', 'after-zone']).default('after-zone'),
  /** Length of every interval; null infers it. */
  interval: duration.nullable().default(null),
  /** A column that tells the two equal hours of autumn apart, and what its values mean. */
  daylight: z
    .strictObject({ column: z.string(), values: z.record(z.string(), z.enum(['first', 'second', 'none'])) })
    .nullable()
    .default(null),
  /** Of a dataset without a time axis: the start of row 0; rows follow at `interval`. */
  firstStart: z.string().nullable().default(null),
});

/** A column of values. Values with one name are added up, each times its factor (signs, sums over tariffs). */
export const valueMapping = z.strictObject({
  column: z.string(),
  name: z.string(),
  /** Null when neither the file nor a person has said. */
  unit: z.enum(unitCodes).nullable(),
  kind: z.enum(readingKinds).nullable(),
  factor: z.number().default(1),
});

export const mappingDocument = z.strictObject({
  meterhaul: z.literal('mapping'),
  version: z.literal(1),
  name: z.string(),
  description: z.string().default(''),
  /** How a recipe knows its files: all of these must be there. Absent in mappings made for one file. */
  recognise: z
    .strictObject({
      format: z.enum(['csv', 'nem12', 'hdf5', 'sqlite']),
      /** Column names, in any order; a `*` stands for any characters. */
      columns: z.array(z.string()).default([]),
      /** Texts that stand in the preamble, the section titles or attributes. */
      labels: z.array(z.string()).default([]),
    })
    .optional(),
  format: z.enum(['csv', 'nem12', 'hdf5', 'sqlite']),
  /** Names of the tables, HDF5 groups or CSV sections that are read with this mapping; empty means all alike. */
  datasets: z.array(z.string()).default([]),
  /** One reading a row and value column, or a row with the readings of a day. */
  layout: z.enum(['long', 'wide-by-interval']).default('long'),
  time: timeMapping,
  values: z.array(valueMapping).default([]),
  /** The columns of a day, when `layout` is wide-by-interval: minutes are of the wall clock since midnight. */
  dayColumns: z
    .array(
      z.strictObject({
        column: z.string(),
        minute: z.number(),
        /** The column is the second of the two equal hours of the autumn day. */
        isRepeated: z.boolean().default(false),
      }),
    )
    .default([]),
  /** The column of meter ids, kept as text; null when the file is of one meter. */
  meterColumn: z.string().nullable().default(null),
  /** The column of registers, tariffs or directions of one meter. */
  register: z
    .strictObject({
      column: z.string(),
      /** Registers that share a name are added up, times their factor; others keep their own name. */
      series: z
        .record(z.string(), z.strictObject({ name: z.string(), factor: z.number().default(1) }))
        .default({}),
    })
    .nullable()
    .default(null),
  /** The column that says the unit row by row. */
  unitColumn: z.string().nullable().default(null),
  /** Only rows with one of these values in the column are readings of this mapping; the others are ignored. */
  only: z
    .strictObject({ column: z.string(), values: z.array(z.string()) })
    .nullable()
    .default(null),
  quality: z
    .strictObject({
      column: z.string(),
      /** What each code means; `gap` leaves the value out as missing. */
      codes: z.record(z.string(), z.enum([...qualityCodes, 'gap'])),
    })
    .nullable()
    .default(null),
  /** Texts or numbers that mean "no value", beside the usual ones (empty, -, NaN, NA, #N/A, ?, No Data …). */
  missing: z.array(z.string()).default([]),
  decimal: z.enum(['.', ',']).default('.'),
  /** What is sent; null sends values as they stand. */
  toUnit: z.enum(unitCodes).nullable().default(null),
  /** Resample irregular readings to this length: mean of power, sum of energy, by time weight. */
  resample: duration.nullable().default(null),
  /** What to do where a register steps back: count on over its end, start anew, or leave a gap. */
  registerReset: z.enum(['gap', 'rollover', 'restart']).default('gap'),
});

export type MappingDocument = z.infer<typeof mappingDocument>;
export type TimeMapping = z.infer<typeof timeMapping>;
export type ValueMapping = z.infer<typeof valueMapping>;
