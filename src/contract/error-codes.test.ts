import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorGuide, errorGuideUrl } from '../../scripts/error-guide.ts';
import { errorCodes } from './error-codes.ts';

describe('error codes', () => {
  it('each have a page of plain words in the guide (renew with node scripts/write-error-guide.ts)', () => {
    expect(readFileSync(errorGuideUrl, 'utf8')).toBe(errorGuide());
  });

  it('say what happened, what it means for the data and what to do, in whole sentences', () => {
    for (const [code, { what, means, advice }] of Object.entries(errorCodes)) {
      for (const sentence of [what, means, advice]) expect(`${code}: ${sentence}`).toMatch(/[.`)]$/);
    }
  });
});
