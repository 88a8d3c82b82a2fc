import { expect, test } from 'vitest';
import { useLocale } from '../../words/locale.ts';
import { fieldTime, instantOfField, spanText, utcTime, zoneTime } from './zone-times.ts';

const zone = 'Europe/Copenhagen';

test('the hour that comes twice in autumn is told apart by its offset', () => {
  useLocale.setState({ locale: 'en-GB' });
  expect(zoneTime(Date.parse('2024-10-27T00:30Z'), zone)).toBe('27/10/2024, 02:30 +02:00');
  expect(zoneTime(Date.parse('2024-10-27T01:30Z'), zone)).toBe('27/10/2024, 02:30 +01:00');
});

test('a zone with one offset is named once, not at every time', () => {
  useLocale.setState({ locale: 'en-GB' });
  expect(zoneTime(Date.parse('2024-10-27T00:30Z'), 'UTC')).toBe('27/10/2024, 00:30');
  expect(spanText(Date.parse('2024-10-27T00:30Z'), Date.parse('2024-12-01T00:00Z'), zone)).toBe(
    '27/10/2024, 02:30 – 01/12/2024, 01:00 (Europe/Copenhagen)',
  );
});

test('seconds show in UTC where there are any', () => {
  expect(utcTime(Date.parse('2024-03-31T01:00Z'))).toBe('2024-03-31 01:00Z');
  expect(utcTime(Date.parse('2024-03-31T01:00:05Z'))).toBe('2024-03-31 01:00:05Z');
});

test('a field for date and time is read on the wall clock of the zone', () => {
  const atMs = Date.parse('2024-06-30T22:00Z');
  expect(fieldTime(atMs, zone)).toBe('2024-07-01T00:00');
  expect(instantOfField('2024-07-01T00:00', zone)).toBe(atMs);
  expect(instantOfField('2024-13-01T00:00', zone)).toBeNull();
  expect(instantOfField('soon', zone)).toBeNull();
});
