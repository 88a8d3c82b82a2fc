import { leaveOut, redact } from '../diagnostics/redact.ts';

/** Secrets that this process has met. They are hidden wherever a text leaves it for a log, a terminal or a crash. */
const met = new Set<string>();

export function hideText(secret: string | null | undefined): void {
  if (secret != null && secret !== '') met.add(secret);
}

/** The text without any secret that was met, in whatever spelling, and without what looks like one. */
export function withoutSecrets(text: string): string {
  return redact(text, { secrets: [...met], home: '' });
}

/** The text without any secret that was met, and otherwise as it is: for words that people are to read. */
export function withoutMetSecrets(text: string): string {
  return leaveOut(text, [...met]);
}

/**
 * What Node would write when this process crashes must not hold secrets: a report of it leaves the environment and the
 * network out, and an error that nobody caught is told without them. `tell` is given the words; the process ends then
 * with the exit code.
 */
export function guardCrashes(tell: (text: string) => void, exitCode: number): void {
  const { report } = process as { report?: { excludeEnv?: boolean; excludeNetwork?: boolean } };
  if (report !== undefined) {
    report.excludeEnv = true;
    report.excludeNetwork = true;
  }
  process.on('uncaughtException', (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell(withoutSecrets(text));
    process.exit(exitCode);
  });
}
