/** How much goes to the log; apart from the log itself, which few commands write before they have begun. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
