const words: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is not a folder',
  EMFILE: 'too many files are open',
  ELOOP: 'its links go round in a circle',
  EIO: 'the medium has a read error',
};

/** Why the system would not read a file, in plain words that name it. */
export function describeFileTrouble(path: string, cause: unknown): string {
  const code = systemCode(cause);
  const reason =
    (code === null ? undefined : words[code]) ?? (cause instanceof Error ? cause.message : String(cause));
  return `${path} cannot be read: ${reason}.`;
}

/** The system's error code, such as ENOENT; null when it is no error of the system. */
export function systemCode(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}
