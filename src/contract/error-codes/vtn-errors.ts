import { meaning, tryAgain, othersGoOn, stateKept } from './error-meaning.ts';

/** The VTN, its token server and the line to them. */
export const vtnErrors = {
  'vtn/unreachable': meaning(
    'transient',
    'The VTN cannot be reached.',
    stateKept,
    'Check the line; the job goes on by itself when it is back.',
  ),
  'vtn/timeout': meaning(
    'transient',
    'The VTN did not answer in time.',
    'It may or may not have written the points; they are sent again.',
    tryAgain,
  ),
  'vtn/connection-lost': meaning(
    'transient',
    'The connection broke before the answer was complete.',
    'The VTN may or may not have written the points; they are sent again.',
    tryAgain,
  ),
  'vtn/rate-limited': meaning(
    'transient',
    'The VTN asked for a pause.',
    'Nothing of that request was written.',
    tryAgain,
  ),
  'vtn/server-error': meaning(
    'transient',
    'The VTN had a fault of its own.',
    'The points are sent again.',
    tryAgain,
  ),
  'vtn/count-mismatch': meaning(
    'transient',
    'The VTN confirmed another number of points than were sent.',
    'The points are sent again.',
    tryAgain,
  ),
  'vtn/answer-unreadable': meaning(
    'transient',
    "The VTN's answer cannot be read.",
    'Nothing is counted as uploaded; the points are sent again.',
    tryAgain,
  ),
  'vtn/too-large': meaning(
    'transient',
    'The VTN refuses requests of this size.',
    'Nothing of that request was written; it is sent in smaller parts.',
    tryAgain,
  ),
  'vtn/invalid-intervals': meaning(
    'rejected',
    'The VTN refused some intervals.',
    'They are set aside with the reason; the rest is sent.',
    'Correct them at the source, then `meterhaul retry`.',
  ),
  'vtn/refused': meaning(
    'rejected',
    'The VTN refused the request as a whole.',
    othersGoOn,
    "Read the VTN's words; then `meterhaul retry`.",
  ),
  'vtn/resource-unknown': meaning(
    'rejected',
    'The VTN does not know this resource.',
    othersGoOn,
    'Register the load at the VTN, then `meterhaul retry`.',
  ),
  'vtn/uncertain': meaning(
    'rejected',
    'The VTN never said clearly whether it wrote these points.',
    'They are listed as uncertain.',
    '`meterhaul retry` sends them again, which does no harm: the VTN overwrites.',
  ),
  'vtn/unauthorized': meaning(
    'blocked',
    'The VTN does not accept the credentials.',
    stateKept,
    'Give a valid token or client id and secret (in the app at the destination), then resume.',
  ),
  'vtn/credentials-missing': meaning(
    'blocked',
    'There are no credentials for this VTN.',
    stateKept,
    'In the app, enter the token or client secret at the destination; on the command line give --profile, ' +
      '--token-file or --env-file, or set METERHAUL_TOKEN or METERHAUL_CLIENT_ID, _SECRET and _TOKEN_URL.',
  ),
  'vtn/token-refused': meaning(
    'blocked',
    'The token server does not give a token.',
    stateKept,
    'Check client id, secret and token URL, then resume.',
  ),
  'vtn/tls': meaning(
    'blocked',
    "The VTN's certificate is not trusted.",
    stateKept,
    "Check the address and the computer's clock; give the issuing authority's certificate as the CA file of the " +
      'destination or with NODE_EXTRA_CA_CERTS, then resume.',
  ),
  'vtn/redirected': meaning(
    'blocked',
    'The VTN sends us to another address.',
    'Nothing was sent there: credentials never follow a redirect.',
    'Correct the VTN URL.',
  ),
  'vtn/settings-refused': meaning(
    'blocked',
    "The VTN refuses the job's settings.",
    stateKept,
    'Correct the setting that the message names and upload again.',
  ),
  'vtn/canary-failed': meaning(
    'blocked',
    'The first points of the job were not accepted.',
    'Nothing else was sent.',
    "Read the VTN's words, mend the cause, then resume.",
  ),
};
