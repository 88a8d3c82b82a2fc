import { useLocale } from '../../words/locale.ts';

/** Date and time of an instant by the clocks of a zone; where they change, with their offset from UTC. */
export function stampIn(iso: string, timeZone: string): string {
  const { locale } = useLocale.getState();
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    ...(new Date(iso).getUTCSeconds() === 0 ? {} : { second: '2-digit' as const }),
    ...(timeZone === 'UTC' ? {} : { timeZoneName: 'shortOffset' as const }),
  }).format(new Date(iso));
}
