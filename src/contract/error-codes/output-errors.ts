import { meaning } from './error-meaning.ts';

const notWritten = 'Nothing was written, and the job is as it was.';

/** Files that Meterhaul writes for people: reports, lists of rejects, jobs to move. */
export const outputErrors = {
  'output/exists': meaning(
    'usage',
    'There is a file of that name already.',
    'It was left as it is.',
    'Choose another name, or move the file away first.',
  ),
  'output/unwritable': meaning(
    'usage',
    'The file cannot be written there.',
    notWritten,
    'Check that the folder exists and may be written, or choose another.',
  ),
  'output/disk-full': meaning(
    'usage',
    'There is no room for the file.',
    notWritten,
    'Make room, or choose another disk, and write it again.',
  ),
};
