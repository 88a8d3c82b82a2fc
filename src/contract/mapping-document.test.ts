import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mappingSchema, mappingSchemaUrl } from '../../scripts/mapping-schema.ts';
import { mappingDocument } from './mapping-document.ts';

const least = {
  meterhaul: 'mapping',
  version: 1,
  name: 'Readings',
  format: 'csv',
  time: { stamp: { columns: ['time'], pattern: 'YYYY-MM-DD HH:mm' } },
  values: [{ column: 'kWh', name: 'kWh', unit: 'kWh', kind: 'interval' }],
};

describe('a mapping document', () => {
  it('needs no more than its stamps and its values', () => {
    expect(mappingDocument.parse(least)).toMatchObject({
      layout: 'long',
      decimal: '.',
      time: { zone: null },
    });
  });

  it.each([
    ['a field nobody knows', { ...least, colour: 'red' }],
    ['an interval that is no duration', { ...least, time: { ...least.time, interval: 'quarter' } }],
    ['an empty duration', { ...least, time: { ...least.time, interval: 'PT' } }],
    ['a unit nobody knows', { ...least, values: [{ ...least.values[0], unit: 'kWatt' }] }],
    ['a newer version', { ...least, version: 2 }],
  ])('is refused with %s', (_what, document) => {
    expect(mappingDocument.safeParse(document).success).toBe(false);
  });

  it('has its schema published in docs/ (renew with node scripts/write-mapping-schema.ts)', () => {
    expect(readFileSync(mappingSchemaUrl, 'utf8')).toBe(mappingSchema());
  });
});
