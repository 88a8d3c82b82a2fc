import { useTranslation } from 'react-i18next';
import { isErrorCode } from '../../contract/error-codes.ts';

/** What an error code says in the person's language. */
export interface ErrorWords {
  readonly what: string;
  /** What it means for the data. */
  readonly means: string;
  readonly advice: string;
}

/** The words of an error code; null for a code that has none, as those of findings. */
export function useErrorWords(code: string | null): ErrorWords | null {
  const { t } = useTranslation('errors');
  if (code === null || !isErrorCode(code)) return null;
  return { what: t(`what.${code}`), means: t(`means.${code}`), advice: t(`advice.${code}`) };
}
