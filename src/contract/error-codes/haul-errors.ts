import { meaning, stateKept } from './error-meaning.ts';

/** Staged copies, and jobs that move between computers. */
export const haulErrors = {
  'source/stage-damaged': meaning(
    'blocked',
    'The staged copy of what is still to send is damaged, gone, or does not hold an interval that is asked for.',
    stateKept,
    "With the job's files there, give the copies up (`meterhaul stage JOB --undo`) and resume: the job reads its files again.",
  ),
  'haul/missing': meaning(
    'usage',
    'The .haul file is not there.',
    'Nothing was imported.',
    'Check its name and folder, and that the stick is plugged in.',
  ),
  'haul/not-one': meaning(
    'usage',
    'The file is no .haul file.',
    'Nothing was taken from it, and nothing was sent.',
    'Choose the file that `meterhaul export` has written. Files with readings are sent with `meterhaul upload`.',
  ),
  'haul/damaged': meaning(
    'usage',
    'The .haul file is damaged or cut off.',
    'Nothing was taken from it, and nothing was sent.',
    'Copy it once more from where it was written. If it is damaged there too, export the job again on the computer that wrote it: the job and what it has still to send are kept there.',
  ),
  'haul/newer-version': meaning(
    'usage',
    'The .haul file was written by a newer Meterhaul.',
    'Nothing was taken from it.',
    'Install that version or a newer one here.',
  ),
  'haul/already-here': meaning(
    'usage',
    'The job of this hand-over is here already, or was.',
    'Nothing was taken from it.',
    'See `meterhaul jobs` for the job, and go on with that one. If it was removed here and is still exported where it came from, export it again there and import the new file.',
  ),
  'haul/unsure': meaning(
    'usage',
    'A hand-over of this job was begun, and whether its file is whole is not known.',
    'Nothing is sent from here, so that no two computers send the same job.',
    'Put the stick or folder back where the file was written to and open Meterhaul again: it looks, and goes on by itself. If the file is lost for good, export the job again and import that file here.',
  ),
};
