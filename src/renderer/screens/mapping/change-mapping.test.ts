import { describe, expect, it } from 'vitest';
import { mappingAnswers } from '../../../contract/request-shapes.ts';
import type { DraftMapping } from '../../../contract/draft-shapes.ts';
import { mappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingProposal, MappingQuestion } from '../../../contract/mapping-proposal.ts';
import { changeOf, suggestionsOf, swapDayAndMonth } from './answer-question.ts';
import { answered, edited, saidWith } from './change-mapping.ts';
import type { AnswerChange, MappingChange } from './change-mapping.ts';
import { detectedMapping, sharedOf, viewChoice } from './current-mapping.ts';
import { openQuestions } from './open-questions.ts';

function document(parts: Partial<MappingDocument> = {}): MappingDocument {
  return {
    ...mappingDocument.parse({
      meterhaul: 'mapping',
      version: 1,
      name: 'readings.csv',
      format: 'csv',
      time: { stamp: { columns: ['time'], pattern: 'DD.MM.YYYY HH:mm' } },
      values: [{ column: 'kWh', name: 'kWh', unit: 'kWh', kind: 'interval' }],
    }),
    ...parts,
  };
}

const zoneQuestion: MappingQuestion = {
  code: 'mapping/zone-unknown',
  text: 'Which zone is it?',
  option: '--tz',
  suggestions: ['Europe/Copenhagen'],
};
const sentinelQuestion: MappingQuestion = {
  code: 'mapping/sentinel',
  text: 'Is 65535 a value?',
  option: '--missing',
  suggestions: ['65535', 'none'],
};

function proposal(mapping: MappingDocument, questions: MappingQuestion[] = []): MappingProposal {
  return { mapping, confidence: 1, evidence: [], choices: [], questions, warnings: [] };
}

const detected = detectedMapping('readings.csv', proposal(document(), [zoneQuestion]));
const inZone = (zone: string): MappingDocument => document({ time: { ...document().time, zone } });
const toOslo: AnswerChange = { kind: 'answer', field: 'zone', timeZone: 'Europe/Oslo' };

describe('an answer', () => {
  it('is kept beside those given before', () => {
    const said = saidWith(
      { ...detected, timeZone: 'UTC' },
      { kind: 'answer', field: 'unit', answers: { unit: 'Wh' } },
    );
    expect(said).toEqual({
      answers: mappingAnswers.parse({ unit: 'Wh' }),
      timeZone: 'UTC',
      intervalMs: null,
    });
  });

  it('brings what detection makes of it, and closes its question', () => {
    const next = answered(detected, toOslo, proposal(inZone('Europe/Oslo')));
    expect(next).toMatchObject({ origin: 'detected', timeZone: 'Europe/Oslo', open: [] });
    expect(next.mapping.time.zone).toBe('Europe/Oslo');
  });

  it('changes nothing else of a mapping that a person has changed by hand', () => {
    const quality = { column: 'status', codes: { E: 'HISTORICAL' as const } };
    const own: DraftMapping = { ...detected, origin: 'edited', mapping: document({ quality, decimal: ',' }) };
    const next = answered(own, toOslo, proposal(inZone('Europe/Oslo')));
    expect(next.mapping).toEqual({ ...own.mapping, time: { ...own.mapping.time, zone: 'Europe/Oslo' } });
  });

  it('keeps names and signs of columns of values that stay', () => {
    const values: MappingDocument['values'] = [
      { column: 'kWh', name: 'Net', unit: 'kWh', kind: 'interval', factor: -1 },
    ];
    const own: DraftMapping = { ...detected, origin: 'edited', mapping: document({ values }) };
    const more = [
      ...document().values,
      { column: 'b', name: 'b', unit: 'kWh' as const, kind: 'interval' as const, factor: 1 },
    ];
    const next = answered(
      own,
      { kind: 'answer', field: 'value', answers: { values: ['kWh', 'b'] } },
      proposal(document({ values: more })),
    );
    expect(next.mapping.values).toEqual([values[0], more[1]]);
  });
});

describe('an edit', () => {
  it('settles its question, and the mapping is no longer as detected', () => {
    const next = edited(
      detected,
      {
        kind: 'edit',
        field: 'decimal',
        mapping: document({ decimal: ',' }),
        settles: 'mapping/decimal-unknown',
      },
      null,
    );
    expect(next).toMatchObject({ origin: 'edited', settled: ['mapping/decimal-unknown'] });
    expect(next.mapping.decimal).toBe(',');
  });
});

describe('open questions', () => {
  it('are those of detection in its words', () => {
    expect(openQuestions(detected, proposal(document(), [zoneQuestion, sentinelQuestion]))).toEqual([
      zoneQuestion,
      sentinelQuestion,
    ]);
  });

  it('are not asked once the mapping says it or a person has settled it', () => {
    const own = { ...detected, mapping: inZone('UTC'), settled: ['mapping/sentinel'] };
    expect(openQuestions(own, proposal(document(), [zoneQuestion, sentinelQuestion]))).toEqual([]);
  });

  it('of a mapping that was picked are only what it leaves open itself', () => {
    const values = document().values.map((value) => ({ ...value, unit: null }));
    const own: DraftMapping = { ...detected, origin: 'kept', mapping: document({ values }) };
    const codes = openQuestions(own, proposal(document(), [sentinelQuestion])).map(({ code }) => code);
    expect(codes).toEqual(['mapping/zone-unknown', 'mapping/unit-unknown']);
  });

  it('do not ask for a zone where each stamp says its own', () => {
    const time = { ...document().time, stamp: { columns: ['t'], pattern: 'epoch-s' } };
    expect(openQuestions({ ...detected, mapping: document({ time }) }, null)).toEqual([]);
  });

  it('ask when rows without a time start', () => {
    const time = { ...document().time, stamp: null };
    const codes = openQuestions({ ...detected, mapping: document({ time }) }, null).map(({ code }) => code);
    expect(codes).toEqual(['mapping/time-unknown']);
  });
});

describe('a suggestion', () => {
  const press = (question: MappingQuestion, suggestion: string): MappingChange | null =>
    changeOf(question, suggestion, detected);

  it('answers the question that it stands at', () => {
    expect(press(zoneQuestion, 'Europe/Copenhagen')).toEqual({
      kind: 'answer',
      field: 'zone',
      timeZone: 'Europe/Copenhagen',
    });
    expect(press({ ...zoneQuestion, code: 'mapping/unit-unknown' }, 'kWh')).toMatchObject({
      answers: { unit: 'kWh' },
    });
    expect(press({ ...zoneQuestion, code: 'mapping/unit-unknown' }, 'horses')).toBeNull();
    expect(press(sentinelQuestion, '65535')).toMatchObject({ answers: { missing: ['65535'] } });
    expect(press(sentinelQuestion, 'none')).toMatchObject({ answers: { missing: ['none'] } });
  });

  it('gives all unknown codes of a quality one meaning', () => {
    const quality = { column: 'flag', codes: { A: 'GOOD' as const } };
    const question = { ...zoneQuestion, code: 'mapping/quality-unknown', about: ['X', 'Y'] };
    const change = changeOf(question, 'ESTIMATED', { ...detected, mapping: document({ quality }) });
    expect(change).toMatchObject({
      kind: 'edit',
      settles: 'mapping/quality-unknown',
      mapping: { quality: { codes: { A: 'GOOD', X: 'ESTIMATED', Y: 'ESTIMATED' } } },
    });
  });

  it('offers both orders of day and month', () => {
    const question = { ...zoneQuestion, code: 'mapping/date-order', suggestions: ['DD/MM/YYYY HH:mm'] };
    expect(suggestionsOf(question)).toEqual(['DD/MM/YYYY HH:mm', 'MM/DD/YYYY HH:mm']);
    expect(swapDayAndMonth('D.M.YY')).toBe('M.D.YY');
    expect(press(question, 'MM/DD/YYYY HH:mm')).toMatchObject({
      settles: 'mapping/date-order',
      mapping: { time: { stamp: { pattern: 'MM/DD/YYYY HH:mm' } } },
    });
  });
});

describe('what is said of a choice', () => {
  const choice = (chosen: string, evidence: string[] = [], alternatives: string[] = []) => ({
    ...proposal(document()),
    choices: [{ field: 'unit' as const, chosen, confidence: 0.8, evidence, alternatives }],
  });

  it('is its evidence and its confidence while it is as detected', () => {
    const first = choice('kWh', ['The header says so.'], ['Wh']);
    expect(viewChoice('unit', first, first, 'kWh')).toEqual({
      confidence: 0.8,
      evidence: ['The header says so.'],
      alternatives: ['Wh'],
    });
  });

  it('offers the way back once a person has chosen', () => {
    const first = choice('kWh', ['The header says so.'], ['Wh']);
    expect(viewChoice('unit', choice('MWh'), first, 'MWh')).toEqual({
      confidence: null,
      evidence: ['The header says so.'],
      alternatives: ['kWh', 'Wh'],
    });
  });

  it('is nothing for a mapping that was given', () => {
    expect(viewChoice('unit', null, null, 'kWh')).toEqual({
      confidence: null,
      evidence: [],
      alternatives: [],
    });
  });

  it('of several columns is one unit, several, or none while one is open', () => {
    const [value] = document().values;
    if (value === undefined) throw new Error('no value');
    expect(sharedOf(document({ values: [value, value] }), 'unit')).toBe('kWh');
    expect(sharedOf(document({ values: [value, { ...value, unit: 'm3' }] }), 'unit')).toBe('kWh, m3');
    expect(sharedOf(document({ values: [value, { ...value, unit: null }] }), 'unit')).toBe('');
  });
});
