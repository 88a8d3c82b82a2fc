import { alarm, failing, heading, text, underWay } from './page-state.ts';
import type { PageState } from './page-state.ts';

const diagnostics = (): string => '/settings/diagnostics';

const parts = [
  {
    name: 'about.json',
    what: 'Versions of Meterhaul, Node and the system, and how much memory and disk there is.',
    text: '{\n  "version": "1.0.0",\n  "node": "24.11.0",\n  "platform": "linux x64"\n}\n',
  },
  {
    name: 'jobs.json',
    what: 'States and figures of all jobs, without values and resources.',
    text: `${JSON.stringify([{ state: 'incomplete', points: { planned: 43_800, confirmed: 43_000 } }], null, 2)}\n`,
  },
  {
    name: 'meterhaul.log',
    what: 'What Meterhaul did since it was last started.',
    text: '{"level":30,"time":"2026-11-20T10:00:01Z","msg":"job started"}\n'.repeat(400),
  },
];

/** Settings with all their parts. */
export const settingsStates: readonly PageState[] = [
  { name: 'settings-general', route: () => '/settings', shown: text('Ledger, drafts, mappings and logs') },
  {
    name: 'settings-not-saved',
    route: () => '/settings',
    answers: () => ({
      saveSettings: failing('ledger/disk-full', 'The disk of the state directory is full.'),
    }),
    arrange: async (page) => {
      await page.getByLabel('Language').selectOption('da');
    },
    shown: alarm,
  },
  {
    name: 'settings-diagnostics-gathering',
    route: diagnostics,
    answers: () => ({ gatherDiagnostics: underWay }),
    shown: text('Gathering what helps'),
  },
  {
    name: 'settings-diagnostics-gathered',
    route: diagnostics,
    answers: () => ({ gatherDiagnostics: () => Promise.resolve(parts) }),
    shown: (page) => page.getByRole('button', { name: 'Save diagnostics' }),
  },
  {
    name: 'settings-diagnostics-failed',
    route: diagnostics,
    answers: () => ({
      gatherDiagnostics: failing('ledger/corrupt', 'ledger.db: database disk image is malformed.'),
    }),
    shown: alarm,
  },
  { name: 'settings-about', route: () => '/settings/about', shown: heading('Licences of the libraries') },
];
