import { describeFileTrouble } from '../file-trouble.ts';

/** Why a file could not be opened, as a sentence with the file's name. */
export function describeOpenTrouble(path: string, cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (text.includes('truncated file')) return `${path} cannot be read: the file is cut short.`;
  if (text.includes('file signature not found')) return `${path} cannot be read: it is not an HDF5 file.`;
  if (/unable to lock file|file is already open/.test(text)) {
    return `${path} cannot be read: another program is writing it.`;
  }
  return describeFileTrouble(path, new Error(innermostCause(cause)));
}

/** The last line of HDF5's stack of errors that says what went wrong, without its place in the C source. */
export function innermostCause(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const lines = [...text.matchAll(/^\s*#\d+: .* in \w+\(\): (.*)$/gm)];
  return lines.at(-1)?.[1] ?? text.split('\n')[0] ?? text;
}
