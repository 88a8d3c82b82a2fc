import { meaning, othersGoOn, nothingSent, stateKept } from './error-meaning.ts';

/** Files and what is in them. */
export const sourceErrors = {
  'source/out-of-bounds': meaning(
    'usage',
    'The file lies outside the folder that these pages may use.',
    nothingSent,
    'Put the file into that folder, upload it, or start `meterhaul serve` with another --folder.',
  ),
  'source/upload-too-large': meaning(
    'usage',
    'The file is larger than an upload may be.',
    nothingSent,
    'Put the file into the folder of these pages, or start `meterhaul serve` with a larger --upload-limit.',
  ),
  'source/upload-incomplete': meaning(
    'usage',
    'The upload of a file did not come to its end.',
    'What had come of the file was removed; nothing was sent to the VTN.',
    'Upload it again; on a bad line put it into the folder of these pages in another way.',
  ),
  'source/missing': meaning(
    'blocked',
    'A source file is not where it was.',
    stateKept,
    'Bring it back, or give its new place with --source.',
  ),
  'source/unreadable': meaning(
    'usage',
    'A source file cannot be read.',
    nothingSent,
    'Check that the file is whole and that you may read it.',
  ),
  'source/unsupported': meaning(
    'usage',
    'The file is of a kind Meterhaul does not read.',
    nothingSent,
    'Give a CSV, NEM12, HDF5 or SQLite file, also within gzip or zip, or a resources.db with its load_data.h5.',
  ),
  'source/locked': meaning(
    'usage',
    'Another program keeps the file locked.',
    nothingSent,
    'Close that program, or copy the file, and try again.',
  ),
  'source/schema-missing': meaning(
    'usage',
    'The resource database is older than this layout: a table or column is missing.',
    nothingSent,
    'Open it once with a newer VEN client, which brings it up to date, or ask for a newer export.',
  ),
  'source/changed': meaning(
    'blocked',
    'A source file is no longer the one the job was planned from.',
    'Nothing of the changed file was sent; a mixture never is.',
    'Restore the file and resume, or cancel the job and upload the changed file as a new one.',
  ),
  'source/meter-missing': meaning(
    'rejected',
    'The meter file has no such meter.',
    othersGoOn,
    'Ask for a meter file that has this meter.',
  ),
  'source/component-missing': meaning(
    'rejected',
    'The meter has no such load component.',
    othersGoOn,
    'Ask for a meter file that has this component.',
  ),
  'source/dataset-unreadable': meaning(
    'rejected',
    'The readings of this load cannot be read.',
    othersGoOn,
    'Ask for a fresh copy of the meter file.',
  ),
  'source/filter-missing': meaning(
    'rejected',
    'The readings are compressed with a method Meterhaul does not have.',
    othersGoOn,
    'Ask for the file with gzip compression, or rewrite it with h5repack.',
  ),
  'source/time-precision': meaning(
    'rejected',
    'The time stamps are stored too coarsely to tell the intervals apart.',
    othersGoOn,
    'Ask for the file with 64-bit time stamps.',
  ),
  'source/time-unrecognised': meaning(
    'rejected',
    'The time stamps are not epoch seconds, ms, us or ns of any likely year.',
    othersGoOn,
    'Look at the first rows with `meterhaul inspect`.',
  ),
  'source/no-readings': meaning(
    'rejected',
    'The load has no reading that could be sent.',
    othersGoOn,
    'Look at it with `meterhaul preview`.',
  ),
  'source/too-long': meaning(
    'rejected',
    'The series has more rows than can be put in order in memory.',
    othersGoOn,
    'Split the dataset by year.',
  ),
  'source/reader-crashed': meaning(
    'rejected',
    'Reading the file crashed the reader.',
    othersGoOn,
    'The file is probably damaged; ask for a fresh copy.',
  ),
};
