/** Endings of files that Meterhaul may know; which they are is told by their content alone. */
export const knownEndings: readonly string[] = [
  'csv',
  'tsv',
  'tab',
  'txt',
  'dat',
  'nem',
  'nem12',
  'h5',
  'hdf5',
  'hdf',
  'db',
  'db3',
  'sqlite',
  'sqlite3',
  'gz',
  'zip',
  'haul',
];

/** Whether a file of this name may be one of meter readings, so that lists can show the likely ones first. */
export function hasKnownEnding(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && knownEndings.includes(name.slice(dot + 1).toLowerCase());
}
