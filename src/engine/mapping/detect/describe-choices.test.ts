import { describe, expect, it } from 'vitest';
import type { MappingChoice } from '../../../contract/mapping-proposal.ts';
import { arraySource } from './array-source.ts';
import type { ArrayDataset } from './array-source.ts';
import type { GivenAnswers } from './given-answers.ts';
import { proposeMapping } from './propose-mapping.ts';

function propose(datasets: readonly ArrayDataset[], given: GivenAnswers = {}) {
  const proposal = proposeMapping(arraySource(datasets), given, []);
  return { ...proposal, about: (field: MappingChoice['field']) => choiceOf(proposal.choices, field) };
}

function choiceOf(choices: readonly MappingChoice[], field: MappingChoice['field']): MappingChoice {
  const found = choices.find((choice) => choice.field === field);
  if (found === undefined) throw new Error(`no choice of ${field}`);
  return found;
}

/** A month of hours by the clock on the wall, of the German export of one meter. */
const german = {
  columns: ['Zeitpunkt', 'Erzeugt am', 'Verbrauch', 'Status'],
  rows: Array.from({ length: 24 * 30 }, (_, row) => {
    const at = new Date(Date.UTC(2024, 2, 14) + row * 3_600_000);
    const [date = '', time = ''] = at.toISOString().split('T');
    const day = date.split('-').reverse().join('.');
    return [
      `${day} ${time.slice(0, 5)}`,
      `${day} ${time.slice(0, 5)}`,
      `${row % 9},25`,
      row % 7 === 0 ? 'E' : 'W',
    ];
  }),
};

/** Two meters below each other with the instants of their stamps, in kWh. */
const meters = {
  columns: ['meter_id', 'start', 'energy_kwh', 'power_kw'],
  rows: ['571313000000000011', '571313000000000028'].flatMap((meter) =>
    Array.from({ length: 60 }, (_, row) => [
      meter,
      new Date(Date.UTC(2024, 5, 1) + row * 900_000).toISOString(),
      `${(row * 7) % 10}.5`,
      `${(row * 3) % 8}.5`,
    ]),
  ),
};

describe('the choices of a proposal', () => {
  it('leave the zone of wall clocks open, with the zones that the file speaks for', () => {
    const { about, questions } = propose([german]);
    expect(questions.map(({ code }) => code)).toContain('mapping/zone-unknown');
    expect(about('zone')).toMatchObject({ chosen: '' });
    expect(about('zone').alternatives).toContain('Europe/Berlin');
    expect(about('zone').confidence).toBeLessThan(0.5);
    expect(about('zone').evidence.join(' ')).toMatch(/German/);
  });

  it('name the decimal sign with a sample of it, and the other sign', () => {
    const { about } = propose([german]);
    expect(about('decimal')).toMatchObject({ chosen: ',', alternatives: ['.'] });
    expect(about('decimal').evidence[0]).toContain('"0,25"');
  });

  it('offer the other columns of times', () => {
    const { about, mapping } = propose([german]);
    const other = mapping.time.stamp?.columns[0] === 'Zeitpunkt' ? 'Erzeugt am' : 'Zeitpunkt';
    expect(about('time').chosen).toBe(mapping.time.stamp?.columns[0]);
    expect(about('time').alternatives).toEqual([other]);
  });

  it('tell meters, units and the length of intervals apart, each with its own evidence', () => {
    const { about } = propose([meters]);
    expect(about('meter')).toMatchObject({ chosen: 'meter_id' });
    expect(about('meter').evidence[0]).toContain('571313000000000011');
    expect(about('value')).toMatchObject({ chosen: 'energy_kwh', alternatives: ['power_kw'] });
    expect(about('unit').chosen).toBe('kWh');
    expect(about('unit').alternatives).toContain('Wh');
    expect(about('unit').evidence[0]).toContain('kWh');
    expect(about('interval')).toMatchObject({ chosen: 'PT15M' });
    expect(about('label')).toMatchObject({ chosen: 'start', alternatives: ['end'] });
  });

  it('hold what a person answered', () => {
    const { about } = propose([german], { zone: 'Europe/Vienna', unit: 'MWh', label: 'end' });
    expect(about('zone')).toMatchObject({ chosen: 'Europe/Vienna', confidence: 1 });
    expect(about('unit')).toMatchObject({ chosen: 'MWh' });
    expect(about('label')).toMatchObject({ chosen: 'end', alternatives: ['start'] });
  });

  it('offer the other parts of a file that hold times and numbers', () => {
    const daily = {
      name: 'daily',
      columns: ['day', 'total_kwh'],
      rows: Array.from({ length: 20 }, (_, row) => [
        `2024-06-${String(row + 1).padStart(2, '0')}`,
        `${row}.5`,
      ]),
    };
    const { about } = propose([{ ...meters, name: 'quarters' }, daily]);
    expect(about('dataset')).toMatchObject({ chosen: 'quarters', alternatives: ['daily'] });
    expect(about('dataset').confidence).toBeLessThan(1);
  });

  it('are as a whole as sure as the weakest of them', () => {
    const { choices, confidence } = propose([meters]);
    expect(confidence).toBe(Math.min(...choices.map((choice) => choice.confidence)));
  });
});
