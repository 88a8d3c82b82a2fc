import { errorWordsOf } from '../error-texts.ts';
import { haulErrors } from './error-texts/haul-errors.ts';
import { jobErrors } from './error-texts/job-errors.ts';
import { mappingErrors } from './error-texts/mapping-errors.ts';
import { outputErrors } from './error-texts/output-errors.ts';
import { sourceErrors } from './error-texts/source-errors.ts';
import { vtnErrors } from './error-texts/vtn-errors.ts';

export const errors = errorWordsOf({
  ...jobErrors,
  ...haulErrors,
  ...sourceErrors,
  ...outputErrors,
  ...mappingErrors,
  ...vtnErrors,
});
