import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { bundleName, bundleOf } from './diagnostics-bundle.ts';

it('puts each part that was chosen into the bundle as it was shown', () => {
  const bundle = bundleOf([
    { name: 'versions.txt', what: '', text: 'Meterhaul 0.1.0' },
    { name: 'engine.log', what: '', text: 'Måler læst\n' },
  ]);
  const files = unzipSync(bundle);
  expect(Object.keys(files)).toEqual(['versions.txt', 'engine.log']);
  expect(strFromU8(files['engine.log'] ?? new Uint8Array())).toBe('Måler læst\n');
});

it('names the bundle by the minute, so that two of a day can be told apart', () => {
  expect(bundleName(new Date(2026, 10, 21, 9, 5))).toBe('meterhaul-diagnostics-20261121-0905.zip');
});
