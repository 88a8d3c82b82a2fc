import { expect, test } from 'vitest';
import { moveFor } from './table-keys.ts';

const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const place = { active: 50, total: 100, viewRows: 10 };

test('arrows, pages and ends go from row to row and stay within the table', () => {
  const goal = (key: string, active: number | null = 50): unknown =>
    moveFor({ ...plain, key }, { ...place, active });
  expect(goal('ArrowDown')).toEqual({ kind: 'go', index: 51, extends: false });
  expect(goal('ArrowUp')).toEqual({ kind: 'go', index: 49, extends: false });
  expect(goal('PageDown')).toEqual({ kind: 'go', index: 59, extends: false });
  expect(goal('PageUp', 3)).toEqual({ kind: 'go', index: 0, extends: false });
  expect(goal('End')).toEqual({ kind: 'go', index: 99, extends: false });
  expect(goal('ArrowDown', null)).toEqual({ kind: 'go', index: 0, extends: false });
});

test('Shift extends the choice, Space toggles, Ctrl+A takes all and Enter opens', () => {
  expect(moveFor({ ...plain, key: 'ArrowDown', shiftKey: true }, place)).toEqual({
    kind: 'go',
    index: 51,
    extends: true,
  });
  expect(moveFor({ ...plain, key: ' ' }, place)).toEqual({ kind: 'toggle' });
  expect(moveFor({ ...plain, key: 'a', ctrlKey: true }, place)).toEqual({ kind: 'all' });
  expect(moveFor({ ...plain, key: 'Enter' }, place)).toEqual({ kind: 'open' });
});

test('keys of the browser and keys in an empty table are left alone', () => {
  expect(moveFor({ ...plain, key: 'ArrowLeft', altKey: true }, place)).toBeNull();
  expect(moveFor({ ...plain, key: 'Tab' }, place)).toBeNull();
  expect(moveFor({ ...plain, key: 'ArrowDown' }, { ...place, total: 0 })).toBeNull();
});
