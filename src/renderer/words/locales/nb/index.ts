import { common } from './common.ts';
import { jobs } from './jobs.ts';
import { sources } from './sources.ts';
import { mapping } from './mapping.ts';
import { preview } from './preview.ts';
import { series } from './series.ts';
import { destination } from './destination.ts';
import { check } from './check.ts';
import { run } from './run.ts';
import { outcome } from './outcome.ts';
import { record } from './record.ts';
import { settings } from './settings.ts';
import { errors } from './errors.ts';
import type { Words } from '../en/index.ts';

export const words: Words = {
  common,
  jobs,
  sources,
  mapping,
  preview,
  series,
  destination,
  check,
  run,
  outcome,
  record,
  settings,
  errors,
};
