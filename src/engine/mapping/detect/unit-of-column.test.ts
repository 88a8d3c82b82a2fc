import { describe, expect, it } from 'vitest';
import { profileColumn } from './column-profile.ts';
import { unitOfColumn } from './unit-of-column.ts';

function unitOf(name: string, texts: readonly string[]) {
  return unitOfColumn(profileColumn({ name, type: 'text', secret: false }, 0, texts));
}

describe('the unit of a column', () => {
  it('is the one behind most of its numbers', () => {
    const found = unitOf('Energy', ['1,184 kWh', '950 Wh', '1,250 kWh', '-']);
    expect(found).toEqual({ unit: 'kWh', where: 'the cell "1,184 kWh" of the column "Energy"' });
  });

  it('is that of the header before that of the cells', () => {
    expect(unitOf('Energy (MWh)', ['1.184 kWh'])?.unit).toBe('MWh');
  });

  it('is not told by letters that are no unit, or by money', () => {
    expect(unitOf('Energy', ['1.5', '2.5 E', '3.5 EUR'])).toBeNull();
  });
});
