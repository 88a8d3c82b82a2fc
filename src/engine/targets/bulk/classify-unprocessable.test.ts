import { describe, expect, it } from 'vitest';
import { classify, problem, response } from '../../../../test/suites/bulk-answers.ts';

describe('a 422', () => {
  it('that names rows of the body sets them aside, in order, with every reason', () => {
    const detail = [
      problem(['body', 17, 'value'], 'not a number'),
      problem(['body', 3, 'interval_end'], 'before its start'),
      problem(['body', 17, 'quality_code'], 'unknown'),
    ];
    expect(classify(response(422, { detail }))).toEqual({
      kind: 'rows-refused',
      complete: true,
      rows: [
        { position: 3, field: 'interval_end', reason: 'before its start' },
        { position: 17, field: 'value', reason: 'not a number; quality_code: unknown' },
      ],
    });
  });

  it('that is cut off sets aside the rows it still names, and says that there may be more', () => {
    const body = JSON.stringify({ detail: [problem(['body', 1, 'value']), problem(['body', 2, 'value'])] });
    const cut = response(422, body.slice(0, -30), { bodyCut: true });
    expect(classify(cut)).toEqual({
      kind: 'rows-refused',
      complete: false,
      rows: [{ position: 1, field: 'value', reason: 'wrong' }],
    });
  });

  it('that names rows where nothing was sent names none, and beside a real one there may be more', () => {
    const places = [-1, 1.5, 1e9, Number.MAX_SAFE_INTEGER + 1];
    const nowhere = places.map((position) => problem(['body', position, 'value'], 'wrong'));
    expect(classify(response(422, { detail: nowhere }))).toMatchObject({
      kind: 'load-refused',
      rowsUnnamed: true,
    });
    expect(classify(response(422, { detail: [...nowhere, problem(['body', 2, 'value'])] }))).toEqual({
      kind: 'rows-refused',
      complete: false,
      rows: [{ position: 2, field: 'value', reason: 'wrong' }],
    });
  });

  it('about the JSON itself is our own bug: the job stops instead of blaming rows', () => {
    const detail = [problem(['body', 4711], 'JSON decode error', 'json_invalid')];
    expect(classify(response(422, { detail }))).toEqual({
      kind: 'blocked',
      code: 'engine/bug',
      text: 'The VTN found our JSON invalid: JSON decode error at character 4711',
    });
  });

  it('about the JSON of a compressed request means that the VTN cannot decompress', () => {
    const detail = [problem(['body', 0], 'JSON decode error', 'json_invalid')];
    expect(classify(response(422, { detail }), { gzip: true })).toMatchObject({
      kind: 'compression-refused',
    });
  });

  it('about resource_id concerns this load only', () => {
    const detail = [problem(['query', 'resource_id'], 'Input should be a valid UUID')];
    expect(classify(response(422, { detail }))).toEqual({
      kind: 'load-refused',
      code: 'vtn/refused',
      text: 'resource_id: Input should be a valid UUID',
    });
  });

  it("about batch_size concerns the job's settings: it stops and names the parameter", () => {
    const detail = [problem(['query', 'batch_size'], 'Input should be less than or equal to 10000')];
    expect(classify(response(422, { detail }))).toEqual({
      kind: 'blocked',
      code: 'vtn/settings-refused',
      text: 'batch_size: Input should be less than or equal to 10000',
    });
  });

  it('that names only rows that were never sent sets nothing aside', () => {
    const detail = [problem(['body', 100, 'value'])];
    expect(classify(response(422, { detail }))).toMatchObject({ kind: 'load-refused', code: 'vtn/refused' });
  });

  it.each([
    ['a text', { detail: 'Meter is closed' }, 'HTTP 422: Meter is closed'],
    ['an empty list', { detail: [] }, 'HTTP 422: {"detail":[]}'],
    ['nothing', '', 'HTTP 422: no further words'],
  ])('with %s for detail refuses the load as a whole, for what may be its rows', (_name, body, text) => {
    expect(classify(response(422, body))).toEqual({
      kind: 'load-refused',
      code: 'vtn/refused',
      text,
      rowsUnnamed: true,
    });
  });
});
