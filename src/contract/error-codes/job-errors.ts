import { meaning, tryAgain, nothingSent, stateKept } from './error-meaning.ts';

/** The command line, jobs, the ledger and the engine itself. */
export const jobErrors = {
  'usage/invalid': meaning(
    'usage',
    'The command or a value in it is not valid.',
    nothingSent,
    'Correct it and run again.',
  ),
  'job/not-found': meaning(
    'usage',
    'There is no such job.',
    'No data is touched.',
    'See `meterhaul jobs` for the ids.',
  ),
  'job/wrong-state': meaning(
    'usage',
    'The job cannot do that in its present state.',
    'No data is touched.',
    'See `meterhaul status JOB`.',
  ),
  'job/resource-held': meaning(
    'usage',
    'Another unfinished job already sends to one of these VTN resources.',
    nothingSent,
    'Resume, cancel or remove that job first.',
  ),
  'job/running-elsewhere': meaning(
    'usage',
    'Another Meterhaul process is running this job.',
    'That process goes on; nothing was sent from here.',
    'Stop it there, or wait until it has ended.',
  ),
  'job/lease-lost': meaning(
    'cancelled',
    'Another Meterhaul process took this job over.',
    'This process stopped sending; the other one goes on from the same ledger.',
    'Follow the job there.',
  ),
  'job/interrupted': meaning('cancelled', 'The job was stopped.', stateKept, 'Resume it when you like.'),
  'ledger/disk-full': meaning(
    'blocked',
    'The disk that holds the ledger is full.',
    'Sending stopped; what is confirmed stays confirmed.',
    'Make room, then resume.',
  ),
  'ledger/locked': meaning(
    'blocked',
    'Another program keeps the ledger locked.',
    stateKept,
    'Close that program, then resume.',
  ),
  'ledger/unwritable': meaning(
    'blocked',
    'The ledger cannot be written.',
    stateKept,
    'Check the rights of the state directory, or choose another with --state-dir.',
  ),
  'ledger/corrupt': meaning(
    'fatal',
    'The ledger is damaged.',
    'Nothing more is written to it. What the VTN has confirmed is at the VTN and stays there.',
    'Start Meterhaul again: it sets the damaged ledger aside, deletes nothing, begins a new one and says where the old one is.',
  ),
  'ledger/newer-schema': meaning(
    'fatal',
    'The ledger was written by a newer Meterhaul.',
    'Meterhaul does not touch it.',
    'Install that version or a newer one.',
  ),
  'ledger/network-drive': meaning(
    'usage',
    'The folder of the ledger is on a network drive.',
    'Nothing was opened and nothing was sent: on such a drive the ledger could not keep its promises.',
    'Choose a folder on a disk of this computer with --state-dir or METERHAUL_STATE_DIR.',
  ),
  'engine/cancelled': meaning(
    'cancelled',
    'A person stopped it before it was done.',
    'Nothing was changed by it.',
    'Start it again when you want its result.',
  ),
  'draft/not-found': meaning(
    'usage',
    'There is no such migration in preparation.',
    'No data is touched.',
    'It was started or removed in another window: see the list of jobs.',
  ),
  'draft/incomplete': meaning(
    'usage',
    'Something is missing before this migration can become a job.',
    nothingSent,
    'Each thing that is missing is listed with the step where it is mended.',
  ),
  'profile/not-found': meaning(
    'usage',
    'There is no destination of that name.',
    nothingSent,
    'Choose one of the list, or add it.',
  ),
  'profile/invalid': meaning(
    'usage',
    'Something in this destination is not valid.',
    nothingSent,
    'Correct what the message names and save again.',
  ),
  'vault/unavailable': meaning(
    'usage',
    'The keychain of this computer did not take or give the secret.',
    'The secret was written nowhere else.',
    'Unlock the keychain and try again, or keep the secret for this session only.',
  ),
  'engine/stopped': meaning('transient', 'The engine process ended.', stateKept, tryAgain),
  'engine/bug': meaning(
    'bug',
    'Meterhaul made a mistake.',
    stateKept,
    'Send the log to the developers; it holds no secrets.',
  ),
};
