/** The last part of a path, of this computer's kind or another's. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
