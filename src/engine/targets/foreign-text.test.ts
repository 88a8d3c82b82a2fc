import { describe, expect, it } from 'vitest';
import { hideText } from '../ports/hidden-texts.ts';
import { parseJson, plainWords, wordsOfPage } from './foreign-text.ts';

describe('JSON from outside', () => {
  it('is read as it is', () => {
    expect(parseJson('{"a":[1,{"b":"\\"}]"}]}')).toEqual({ a: [1, { b: '"}]' }] });
  });

  it.each([
    '',
    '{',
    'null',
    '<html>',
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    '{"a":'.repeat(100_000),
  ])('is nothing where it is broken or nested without end (case %#)', (text) => {
    expect(parseJson(text)).toBeNull();
  });

  it('may hold brackets in its texts, as many as it likes', () => {
    const text = '[{'.repeat(1000);
    expect(parseJson(JSON.stringify({ text }))).toEqual({ text });
  });
});

describe('words from outside', () => {
  it('stand on one line and command nothing', () => {
    expect(plainWords('\u001b[2Jbad\r\nX-A: 1\u0000\u202eevil ')).toBe('[2Jbad X-A: 1 evil');
  });

  it('do not say our own secrets, however they are spelled, and say all else', () => {
    hideText('s3cr%t/of ours');
    const said = plainWords('Bearer token s3cr%t/of ours (s3cr%25t%2Fof%20ours) has expired');
    expect(said).toBe('Bearer token (left out) ((left out)) has expired');
    // One that the end of what is kept cuts in two, too.
    expect(plainWords(`${'x'.repeat(295)} s3cr%t/of ours`)).not.toContain('s3cr');
  });

  it('of a page are told without its tags and style, also when these never end', () => {
    const page = '<html><style>a{b:c}</style><h1>Bad  Gateway</h1><p>nginx';
    expect(wordsOfPage(page)).toBe('Bad Gateway nginx');
    expect(wordsOfPage('<style>'.repeat(10))).toBe('');
  });

  it('keep what only looks like tags where it is no page', () => {
    expect(plainWords('value < 0 and > -1')).toBe('value < 0 and > -1');
  });
});
