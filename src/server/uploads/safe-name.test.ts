import { expect, it } from 'vitest';
import { safeName } from './safe-name.ts';

it.each([
  ['load_data.h5', 'load_data.h5'],
  ['Målinger 2025 (nord).csv', 'Målinger 2025 (nord).csv'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\north.csv', 'north.csv'],
  ['..', 'upload'],
  ['', 'upload'],
  ['.bashrc', 'bashrc'],
  ['a\0b\r\n\tc.csv', 'abc.csv'],
  ['a:b*c?.csv', 'a_b_c_.csv'],
  ['north.csv. . ', 'north.csv'],
  ['gpj\u202Evsc.exe.csv', 'gpjvsc.exe.csv'],
  ['half\uD800.csv', 'half_.csv'],
  ['CON', '_CON'],
  ['nul.csv', '_nul.csv'],
  ['com1.nem12.csv', '_com1.nem12.csv'],
  ['LPT³.txt', '_LPT³.txt'],
  ['console.csv', 'console.csv'],
])('keeps %j as %j', (given, kept) => {
  expect(safeName(given)).toBe(kept);
});

it.each(['.csv', '.csv.gz', '.h5'])('cuts a long name to what any disk takes, and keeps its %s', (ending) => {
  for (const letter of ['x', 'å', '😀']) {
    const name = safeName(letter.repeat(400) + ending);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(150);
    expect(name.endsWith(letter + ending)).toBe(true);
    expect(name.isWellFormed()).toBe(true);
  }
});
