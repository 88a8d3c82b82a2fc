/** Instants as people in the job's zone read them. */
export interface ReportTimes {
  /** "15 Jan 2025, 09:00:00 +01:00"; a dash where there is none. */
  moment(at: string | number | null): string;
  /** Without seconds and offset, for tables that say the zone once. */
  short(at: string | number | null): string;
}

export function openTimes(timeZone: string): ReportTimes {
  const day = { timeZone, day: '2-digit', month: 'short', year: 'numeric', hourCycle: 'h23' } as const;
  const minutes = { hour: '2-digit', minute: '2-digit' } as const;
  const long = new Intl.DateTimeFormat('en-GB', {
    ...day,
    ...minutes,
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  const short = new Intl.DateTimeFormat('en-GB', { ...day, ...minutes });
  const spell = (format: Intl.DateTimeFormat, at: string | number | null): string =>
    at === null
      ? '–'
      : format.format(new Date(at)).replace('Sept', 'Sep').replace(/GMT$/, '+00:00').replace('GMT', '');
  return { moment: (at) => spell(long, at), short: (at) => spell(short, at) };
}
