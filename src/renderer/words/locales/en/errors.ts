import { errorCodes } from '../../../../contract/error-codes.ts';
import type { ErrorCode } from '../../../../contract/error-codes.ts';

type Texts = Record<ErrorCode, string>;

/** What happened, where the engine's own words speak of commands. */
const whatInPages: Partial<Texts> = {
  'usage/invalid': 'Something in it is not valid.',
};

/** What to do, where the pages offer another way than the command line that the engine's own words name. */
const adviceInPages: Partial<Texts> = {
  'usage/invalid': 'Correct it and try again.',
  'job/not-found': 'Look in the list of jobs; it may have been removed in another window.',
  'job/wrong-state': 'Open the job: it shows its state and what can be done.',
  'ledger/unwritable': 'Check the rights of the folder that the settings name as where things are kept.',
  'ledger/network-drive': 'Whoever starts Meterhaul can choose a folder on a disk of this computer.',
  'source/stage-damaged':
    'Bring the files of the job back and give the copy up at its report and hand-over, then resume.',
  'haul/already-here':
    'Look in the list of jobs for the job, and go on with that one. If it was removed here and is still exported where it came from, hand it over again there and import the new file.',
  'haul/not-one':
    'Choose the file that was written when the job was handed over. Files with readings are sent with a new job.',
  'haul/damaged':
    'Copy it once more from where it was written. If it is damaged there too, hand the job over again on the computer that wrote it: the job and what it has still to send are kept there.',
  'engine/bug': 'Save diagnostics in the settings and send them to the developers; they hold no secrets.',
  'mapping/incomplete': 'Answer what is open at the step Mapping.',
  'mapping/invalid':
    'Correct the field that is named, or set the mapping anew at the step Mapping and save it.',
  'mapping/unit-unknown': 'Choose the unit at the step Mapping.',
  'mapping/interval-unknown': 'Enter the length of the interval at the step Mapping.',
  'mapping/resource-unregistered':
    'Register the load or type in its resource at the step What to send, then send it.',
  'mapping/resource-invalid':
    'Correct it in the database or in the resource list, or type it in at the step What to send.',
  'mapping/resource-shared':
    'Give each load a resource of its own, in the database or at the step What to send.',
  'mapping/load-disabled': 'Include disabled loads at the step What to send.',
  'mapping/load-suspended': 'Include disabled loads at the step What to send.',
  'source/out-of-bounds':
    'Put the file into that folder or upload it; whoever started these pages can also give them another folder.',
  'source/upload-too-large':
    'Put the file into the folder of these pages; whoever started them can also allow larger uploads.',
  'source/missing': 'Bring it back, or open the job and choose its new place.',
  'source/changed':
    'Restore the file and resume, or cancel the job and begin a new migration with the changed file.',
  'source/time-unrecognised': 'Look at the first rows at the step Mapping, and choose another time column.',
  'source/no-readings': 'Look at the series at the step Preview.',
  'vtn/invalid-intervals': 'Correct them at the source, then open the job and retry them.',
  'vtn/refused': "Read the VTN's words, then open the job and retry what failed.",
  'vtn/resource-unknown': 'Register the load at the VTN, then open the job and retry what failed.',
  'vtn/uncertain':
    'Open the job and retry them. Sending them again does no harm: the VTN overwrites what it has.',
  'vtn/unauthorized': 'Enter a valid token or client id and secret at the destination, then resume.',
  'vtn/credentials-missing': 'Enter the token or the client secret at the destination.',
  'vtn/tls':
    "Check the address and the computer's clock; give the issuing authority's certificate as the CA file of the " +
    'destination, then resume.',
  'vtn/redirected': 'Correct the address of the destination.',
  'vtn/settings-refused': 'Correct the setting that the message names and begin a new migration.',
};

const codes = Object.keys(errorCodes) as ErrorCode[];

const textsOf = (text: (code: ErrorCode) => string): Texts =>
  Object.fromEntries(codes.map((code) => [code, text(code)])) as Texts;

/** The words of every error code, from the one list that the command line and the guide use too. */
export const errors = {
  what: textsOf((code) => whatInPages[code] ?? errorCodes[code].what),
  /** What it means for the data. */
  means: textsOf((code) => errorCodes[code].means),
  advice: textsOf((code) => adviceInPages[code] ?? errorCodes[code].advice),
} as const;
