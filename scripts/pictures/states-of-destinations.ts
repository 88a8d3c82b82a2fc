import { connectionStepNames, profile as profileShape } from '../../src/contract/profile-shapes.ts';
import type { ConnectionStep, ConnectionTest, ProfileView } from '../../src/contract/profile-shapes.ts';
import { alarm, failing, heading, press, text, underWay } from './page-state.ts';
import type { PageState } from './page-state.ts';

const found: Record<ConnectionStep['name'], string> = {
  address: 'vtn.example.com is 10.0.0.7.',
  proxy: 'No proxy is used.',
  connect: 'Connected to 10.0.0.7, port 443.',
  tls: 'TLS 1.3; the certificate is of vtn.example.com, until 4 May 2027.',
  token: 'The token server gave a token that is good for an hour.',
  permission: 'The VTN accepts the credentials.',
  endpoint: 'There is a bulk upload at https://vtn.example.com/openadr3.',
  'body-size': 'Requests of 1 MB are taken, of 4 MB refused.',
  compression: 'Compressed requests are not taken.',
  speed: '4.1 MB a second; an answer takes 38 ms.',
};

/** A test that came as far as the given step, which failed; to the end without one. */
function testOf(failedAt?: ConnectionStep['name']): ConnectionTest {
  const last = failedAt === undefined ? Infinity : connectionStepNames.indexOf(failedAt);
  const steps = connectionStepNames.map((name, place): ConnectionStep => {
    const state =
      place < last ? (name === 'compression' ? 'warning' : 'passed') : place === last ? 'failed' : 'skipped';
    return {
      name,
      state,
      text:
        state === 'failed'
          ? 'The VTN answered 401 to a fresh token.'
          : state === 'skipped'
            ? ''
            : found[name],
      advice: state === 'failed' ? 'Ask whoever runs the VTN whether the client may write reports.' : null,
      code: state === 'failed' ? 'vtn/unauthorized' : null,
      durationMs: state === 'skipped' ? null : 11 + place * 7,
    };
  });
  const isOk = failedAt === undefined;
  return {
    ok: isOk,
    at: '2026-11-20T12:40:00.000Z',
    rehearsal: false,
    steps,
    acceptedBytes: isOk ? 1_000_000 : null,
    refusedBytes: isOk ? 4_000_000 : null,
    takesGzip: isOk ? false : null,
    latencyMs: isOk ? 38 : null,
    bytesPerSecond: isOk ? 4_100_000 : null,
  };
}

function view(name: string, changes: Partial<ProfileView>): ProfileView {
  const own = profileShape.parse({ name, baseUrl: 'https://vtn.example.com/openadr3' });
  return {
    ...own,
    secret: 'kept',
    trouble: null,
    lastTest: null,
    rehearsal: false,
    trustsAnyCertificate: false,
    ...changes,
  };
}

const signIn: ProfileView['signIn'] = {
  kind: 'client',
  clientId: 'site-north',
  tokenUrl: 'https://auth.example.com/oauth/token',
};
const profiles: ProfileView[] = [
  view('Region North', { signIn, secretNames: ['clientSecret'], lastTest: testOf() }),
  view('Region South', { lastTest: testOf('permission') }),
  view('Old VTN', { secret: 'none', trouble: 'The CA file /etc/site/ca.pem is not there any more.' }),
  view('Practice VTN', { baseUrl: 'http://127.0.0.1:48444/openadr3', secret: 'session', rehearsal: true }),
];
export const knownDestinations = { listProfiles: () => Promise.resolve(profiles) };

const all = (): string => '/destinations';
const step: PageState['route'] = ({ drafts }) => `/drafts/${drafts.site.id}/destination`;

/** The VTNs: the page that looks after them, and the step of a migration that chooses one. */
export const destinationStates: readonly PageState[] = [
  {
    name: 'destinations-none',
    route: all,
    answers: () => ({ listProfiles: () => Promise.resolve([]) }),
    shown: text('No destination yet'),
  },
  {
    name: 'destinations-loading',
    route: all,
    answers: () => ({ listProfiles: underWay }),
    shown: text('Reading the destinations'),
  },
  {
    name: 'destinations-failed',
    route: all,
    answers: () => ({
      listProfiles: failing('ledger/disk-full', 'The disk of the state directory is full.'),
    }),
    shown: alarm,
  },
  { name: 'destinations-list', route: all, answers: () => knownDestinations, shown: heading('Practice VTN') },
  {
    name: 'destinations-steps-of-test',
    route: all,
    answers: () => knownDestinations,
    arrange: async (page) => {
      await page.getByText('Steps of the last test').nth(1).click();
      await page.getByText('Steps of the last test').first().click();
    },
    shown: text('Ask whoever runs the VTN whether'),
  },
  {
    name: 'destinations-testing',
    route: all,
    answers: (tell) => ({
      ...knownDestinations,
      testConnection: ({ workId = null }) => {
        const [address, proxy, connect, tls] = testOf().steps;
        for (const each of [address, proxy, connect])
          if (each !== undefined) tell({ type: 'connection-step', workId, step: each });
        if (tls !== undefined)
          tell({
            type: 'connection-step',
            workId,
            step: { ...tls, state: 'running', text: '', durationMs: null },
          });
        return underWay();
      },
    }),
    arrange: press(/^Test again/),
    shown: text('Connected to 10.0.0.7'),
  },
  {
    name: 'destinations-remove',
    route: all,
    answers: () => knownDestinations,
    arrange: press(/^Remove/),
    shown: (page) => page.getByRole('dialog').getByRole('button').last(),
  },
  {
    name: 'destinations-trust-asks',
    route: all,
    answers: () => ({
      listProfiles: () => Promise.resolve([view('Region North', { lastTest: testOf('tls') })]),
    }),
    arrange: press(/^Trust any certificate/),
    shown: (page) => page.getByRole('dialog').getByLabel('Name of the destination'),
  },
  {
    name: 'destinations-trusts-any',
    route: all,
    answers: () => ({
      listProfiles: () => Promise.resolve([view('Region North', { trustsAnyCertificate: true })]),
    }),
    shown: text('Its certificate is not verified'),
  },
  {
    name: 'destinations-new',
    route: all,
    answers: () => knownDestinations,
    arrange: press('Add a destination'),
    shown: heading('New destination'),
  },
  {
    name: 'destinations-form-wrong',
    route: all,
    answers: () => knownDestinations,
    arrange: async (page, engine) => {
      await press('Add a destination')(page, engine);
      await page.getByLabel('Address of the VTN').fill('ftp://me:secret@vtn.example.com');
      await press('Save')(page, engine);
    },
    shown: text('Give it a name'),
  },
  {
    name: 'destinations-edit',
    route: all,
    answers: () => knownDestinations,
    arrange: press(/^Edit/),
    shown: heading('Edit Region North'),
  },
  {
    name: 'destination-choose',
    route: step,
    answers: () => knownDestinations,
    shown: text('Choose a destination.'),
  },
  {
    name: 'destination-none',
    route: step,
    answers: () => ({ listProfiles: () => Promise.resolve([]) }),
    shown: text('No destination yet'),
  },
];
