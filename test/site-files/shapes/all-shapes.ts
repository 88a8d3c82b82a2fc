import { autumnShapes } from './autumn.ts';
import { delimiterShapes } from './delimiters.ts';
import { encodingShapes } from './encodings.ts';
import { findingShapes } from './findings.ts';
import { frameShapes } from './frames.ts';
import { hdf5TableShapes } from './hdf5-tables.ts';
import { hdf5ArrayShapes } from './hdf5.ts';
import { layoutShapes } from './layouts.ts';
import { mixedShapes } from './mixtures.ts';
import { nem12Shapes } from './nem12.ts';
import { numberShapes } from './numbers.ts';
import { orderShapes } from './order.ts';
import { qualityShapes } from './quality.ts';
import type { Shape } from './shape.ts';
import { slotShapes } from './slots.ts';
import { springShapes } from './spring.ts';
import { sqliteShapes } from './sqlite.ts';
import { stampShapes } from './stamps.ts';
import { timeColumnShapes } from './time-columns.ts';
import { timeFormatShapes } from './time-formats.ts';
import { valueShapes } from './values.ts';
import { wholeExportShapes } from './whole-exports.ts';

/** Every shape that a site's file is known to have. */
export const allShapes: readonly Shape[] = [
  ...encodingShapes,
  ...delimiterShapes,
  ...frameShapes,
  ...numberShapes,
  ...timeFormatShapes,
  ...stampShapes,
  ...timeColumnShapes,
  ...autumnShapes,
  ...springShapes,
  ...slotShapes,
  ...layoutShapes,
  ...valueShapes,
  ...qualityShapes,
  ...orderShapes,
  ...findingShapes,
  ...mixedShapes,
  ...wholeExportShapes,
  ...nem12Shapes,
  ...hdf5ArrayShapes,
  ...hdf5TableShapes,
  ...sqliteShapes,
];
