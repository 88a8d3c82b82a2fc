import { meaning, stateKept } from './error-meaning.ts';

/** Staged copies, and jobs that move between computers. */
export const haulErrors = {
  'source/stage-damaged': meaning(
    'blocked',
    'The staged copy of what is still to send is damaged, gone, or does not hold an interval that is asked for.',
    stateKept,
    "With the job's files there, give the copies up (`meterhaul stage JOB --undo`) and resume: the job reads its files again.",
  ),
  'haul/damaged': meaning(
    'usage',
    'The file is no .haul file, or it is damaged or cut off.',
    'Nothing was taken from it, and nothing was sent.',
    'Copy it once more from where it was written. The job is safe there: it is written down as handed over, and its record stays.',
  ),
  'haul/newer-version': meaning(
    'usage',
    'The .haul file was written by a newer Meterhaul.',
    'Nothing was taken from it.',
    'Install that version or a newer one here.',
  ),
  'haul/already-here': meaning(
    'usage',
    'This hand-over was imported here before.',
    'Nothing was taken from it a second time.',
    'See `meterhaul jobs` for the job that came of it. If that was removed, export the job anew where it came from.',
  ),
  'haul/unsure': meaning(
    'usage',
    'A hand-over of this job was begun, and whether its file is whole is not known.',
    'Nothing is sent from here, so that no two computers send the same job.',
    'Put the stick or folder back where the file was written to and open Meterhaul again: it looks, and goes on by itself. If the file is lost for good, export the job again and import that file here.',
  ),
};
