import { meaning, othersGoOn, nothingSent } from './error-meaning.ts';

/** Loads and rows that cannot become intervals. */
export const mappingErrors = {
  'mapping/incomplete': meaning(
    'usage',
    'Something is needed that the files do not tell.',
    nothingSent,
    'Give what is missing and run again.',
  ),
  'mapping/invalid': meaning(
    'usage',
    'A file that should be a mapping is none.',
    nothingSent,
    'Correct the field that is named, or write a new mapping with --save-mapping.',
  ),
  'mapping/unit-unknown': meaning(
    'rejected',
    'Values are to be converted, and nothing says which unit they have.',
    othersGoOn,
    'Give --unit, for instance --unit kWh.',
  ),
  'mapping/interval-unknown': meaning(
    'rejected',
    'One single reading does not tell how long its interval is.',
    othersGoOn,
    'Give --interval, for instance --interval PT1H.',
  ),
  'mapping/resource-unregistered': meaning(
    'rejected',
    'The load has no VTN resource id yet.',
    othersGoOn,
    'Register the load at the VTN, or name its resource with --resource or --resources, then upload again.',
  ),
  'mapping/resource-invalid': meaning(
    'rejected',
    "The load's VTN resource id is not a UUID.",
    othersGoOn,
    'Correct loads.vtn_resource_id, or the row of the resource list, then upload again.',
  ),
  'mapping/resource-shared': meaning(
    'rejected',
    'Two loads go to the same VTN resource with different values.',
    'Both are left out: sending them would overwrite one with the other.',
    'Correct loads.vtn_resource_id so that each load has its own.',
  ),
  'mapping/load-disabled': meaning(
    'rejected',
    'The resource is switched off in the database.',
    othersGoOn,
    'Include it with --include-disabled.',
  ),
  'mapping/load-suspended': meaning(
    'rejected',
    'The load or its resource is suspended.',
    othersGoOn,
    'Include it with --include-disabled.',
  ),
  'mapping/row-rejected': meaning(
    'rejected',
    'A row cannot become an interval.',
    'The row is listed; the others go on.',
    'Look at the row in the source.',
  ),
};
