import { expect, it } from 'vitest';
import { languageOf, localeOf } from './i18n.ts';

it('speaks the first language of the browser that it knows', () => {
  expect(languageOf(['de-DE', 'nn-NO', 'en-US'])).toBe('nb');
  expect(languageOf(['da', 'en'])).toBe('da');
  expect(languageOf(['fr-FR'])).toBe('en');
});

it("spells figures as in the person's own country where that speaks the language", () => {
  expect(localeOf('en', ['en-AU', 'da-DK'])).toBe('en-AU');
  expect(localeOf('da', ['en-AU'])).toBe('da-DK');
  expect(localeOf('nb', ['no'])).toBe('nb-NO');
});
