import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { words as english } from './locales/en/index.ts';
import { useLocale } from './locale.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof english;
  }
}

export type Language = 'en' | 'da' | 'nb';

/** English is in the first page; the others come when they are wanted. */
const otherLanguages = {
  da: () => import('./locales/da/index.ts'),
  nb: () => import('./locales/nb/index.ts'),
};

/** Makes the words ready, in English until another language is chosen. */
export function startWords(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    resources: { en: english },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}

/**
 * Shows the pages in a language.
 *
 * @param setting what the person has set; `system` takes the first language of the browser that there is
 */
export async function showLanguage(setting: Language | 'system'): Promise<void> {
  const language = setting === 'system' ? languageOf(navigator.languages) : setting;
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'common')) {
    const { words } = await otherLanguages[language]();
    for (const [namespace, texts] of Object.entries(words))
      i18next.addResourceBundle(language, namespace, texts);
  }
  useLocale.setState({ locale: localeOf(language, navigator.languages) });
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The first of the preferred languages that the pages speak. */
export function languageOf(preferred: readonly string[]): Language {
  for (const each of preferred) {
    const code = each.toLowerCase().split('-')[0];
    if (code === 'da') return 'da';
    if (code === 'nb' || code === 'no' || code === 'nn') return 'nb';
    if (code === 'en') return 'en';
  }
  return 'en';
}

/** How figures and dates are spelled: as in the person's own country where it speaks the language. */
export function localeOf(language: Language, preferred: readonly string[]): string {
  const own = preferred.find((each) => languageOf([each]) === language && each.includes('-'));
  return own ?? { en: 'en-GB', da: 'da-DK', nb: 'nb-NO' }[language];
}
