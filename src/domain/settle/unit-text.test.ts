import { describe, expect, test } from 'vitest';
import { unitCodes } from '../unit.ts';
import { readUnit, unitInText } from './unit-text.ts';

describe('a text that is a unit', () => {
  test.each([
    ['KWH', 'kWh'],
    ['kWh', 'kWh'],
    ['kW h', 'kWh'],
    [' [kWh] ', 'kWh'],
    ['Kilowattstunden', 'kWh'],
    ['kilowatt-hours', 'kWh'],
    ['Kilowatt hour', 'kWh'],
    ['kilowattuur', 'kWh'],
    ['MWh', 'MWh'],
    ['mwh', 'MWh'],
    ['Wh', 'Wh'],
    ['watt', 'W'],
    ['kWh/h', 'kW'],
    ['MWh/h', 'MW'],
    ['kvarh', 'kvarh'],
    ['KVARH', 'kvarh'],
    ['kVArh', 'kvarh'],
    ['VArh', 'varh'],
    ['kVA', 'kVA'],
    ['m³', 'm3'],
    ['m3', 'm3'],
    ['m^3', 'm3'],
    ['cbm', 'm3'],
    ['J', 'J'],
    ['MJ', 'MJ'],
    ['GJ', 'GJ'],
    ['therms', 'therm'],
    ['Liter', 'l'],
    ['V', 'V'],
    ['Ampère', 'A'],
    ['℃', '°C'],
    ['%', '%'],
    ['mWh', null],
    ['mW', null],
    ['EUR/kWh', null],
    ['DKK/MWh', null],
    ['spot snt/kWh', null],
    ['円/kWh', null],
    ['zł/kWh', null],
    ['kWh/m2', null],
    ['', null],
    ['Status', null],
    ['toString', null],
  ] as const)('%s is %s', (text, unit) => {
    expect(readUnit(text)).toBe(unit);
  });

  test('every unit code is read as itself, also in brackets', () => {
    for (const unit of unitCodes) {
      expect(readUnit(unit)).toBe(unit);
      expect(readUnit(`(${unit})`)).toBe(unit);
    }
  });
});

describe('a header that names a unit', () => {
  test.each([
    ['Active energy Wh (A)', 'Wh'],
    ['[kWh]', 'kWh'],
    ['(kW)', 'kW'],
    ['Energie in kWh', 'kWh'],
    ['Real energy in kilowatt-hours', 'kWh'],
    ['E_kWh', 'kWh'],
    ['power_W', 'W'],
    ['P (W)', 'W'],
    ['ac_power_w', 'W'],
    ['Leistung / kW', 'kW'],
    ['KWH/hh (per half hour) ', 'kWh'],
    ['Verbrauch [kW h]', 'kWh'],
    ['Consumption (kWh, 15 min)', 'kWh'],
    ['Metering.TotWhOut', 'Wh'],
    ['totalkWh', 'kWh'],
    ['PeakWh', 'Wh'],
    ['usage_kwh', 'kWh'],
    ['Import_MWH', 'MWh'],
    ['Gas m³', 'm3'],
    ['Gas (therms)', 'therm'],
    ['Current (A)', 'A'],
    ['I1 [A]', 'A'],
    ['Voltage_V', 'V'],
    ['humidity %', '%'],
    ['Reactive power var', 'var'],
    ['Power MWh/h', 'MW'],
    ['Temperature (°C)', '°C'],
    ['ENERGY WH', 'Wh'],
    ['Electricity consumption (kWh) A+', 'kWh'],
    ['White goods', null],
    ['Phase A', null],
    ['A meter', null],
    ['Active energy (A)', null],
    ['EUR/kWh', null],
    ['ct/kWh', null],
    ['Price per kWh', null],
    ['Spotpris DKK/MWh', null],
    ['g CO2 per kWh', null],
    ['kWh/m2', null],
    ['WH boiler status', null],
    ['va', null],
    ['thermal load', null],
    ['kWh kW', null],
    ['Import', null],
    ['Wert', null],
  ] as const)('%s: %s', (header, unit) => {
    expect(unitInText(header)).toBe(unit);
  });
});
