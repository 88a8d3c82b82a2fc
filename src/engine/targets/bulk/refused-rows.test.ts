import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainWords } from '../foreign-text.ts';
import { readValidationErrors } from './refused-rows.ts';

const item = (row: number, msg: string): object => ({
  type: 'value_error',
  loc: ['body', row, 'value'],
  msg,
  input: { deep: [{ brace: '}]"' }] },
});

describe('the list of a 422', () => {
  it.each(['', 'null', '[]', '{}', '{"detail":"text"}', '{"detail":{}}', '<html>', '{"detail":['])(
    'is not seen in %j, which names no rows',
    (body) => {
      expect(readValidationErrors(body, false)).toBeNull();
    },
  );

  it('is not seen in a cut body that begins otherwise', () => {
    expect(readValidationErrors('<html><body>502', true)).toBeNull();
  });

  it('leaves out entries that are no problems of rows, and keeps the others', () => {
    const body = JSON.stringify({
      detail: [7, null, { loc: 'body' }, { loc: ['body', 2] }, { loc: ['body'] }],
    });
    expect(readValidationErrors(body, false)?.rows).toEqual([{ position: 2, field: '', reason: '' }]);
  });

  it('cut behind something that is no JSON names the rows before it', () => {
    const body = '{"detail":[{"loc":["body",3],"msg":"bad"},{oh no},{"loc":["body",4';
    expect(readValidationErrors(body, true)?.rows).toEqual([{ position: 3, field: '', reason: 'bad' }]);
  });

  it('keeps no more than some lines of what is said of one row, and nothing that commands a terminal', () => {
    const item = {
      loc: ['body', 1, '\u001b[31mvalue'],
      msg: `\u001b]0;x\u0007\u202ebad\r\n${'x'.repeat(400_000)}`,
    };
    const rows = readValidationErrors(JSON.stringify({ detail: [item, item, item] }), false)?.rows ?? [];
    expect(rows).toHaveLength(1);
    expect(rows[0]?.field).toBe('[31mvalue');
    expect(rows[0]?.reason).toMatch(/^\]0;x bad x+; /);
    expect(rows[0]?.reason.length).toBeLessThanOrEqual(600);
  });

  it('cut anywhere, never names a row that it does not name as a whole, and never breaks', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 12 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(texts, fc.double({ min: 0, max: 1, noNaN: true }), (messages, share) => {
        const body = JSON.stringify({ detail: messages.map((msg, row) => item(row, msg)) });
        const cutAt = Math.floor(body.length * share);
        const rows = readValidationErrors(body.slice(0, cutAt), true)?.rows ?? [];
        const whole = messages.map((msg, position) => ({
          position,
          field: 'value',
          reason: plainWords(msg),
        }));
        expect(rows).toEqual(whole.slice(0, rows.length));
      }),
      { numRuns: 300 },
    );
  });

  it('names every row of a whole answer, in order of the rows', () => {
    const body = JSON.stringify({ detail: [item(9, 'b'), item(2, 'a')] });
    expect(readValidationErrors(body, false)).toEqual({
      rows: [
        { position: 2, field: 'value', reason: 'a' },
        { position: 9, field: 'value', reason: 'b' },
      ],
      query: [],
      jsonInvalid: null,
      complete: true,
    });
  });
});
