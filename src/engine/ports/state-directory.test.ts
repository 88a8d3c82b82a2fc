import { expect, it } from 'vitest';
import { defaultStateDir } from './state-directory.ts';

it.each([
  ['linux', {}, '/home/u/.local/share/meterhaul'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/meterhaul'],
  ['darwin', {}, '/home/u/Library/Application Support/Meterhaul'],
  ['linux', { METERHAUL_STATE_DIR: '/chosen' }, '/chosen'],
  ['darwin', { METERHAUL_STATE_DIR: '/chosen' }, '/chosen'],
] as const)('on %s with %j ledger and logs are in %s', (platform, environment, folder) => {
  expect(defaultStateDir(environment, platform, '/home/u')).toBe(folder);
});
