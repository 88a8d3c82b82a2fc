import path from 'node:path';

/**
 * Where ledger and logs live unless told otherwise: the platform's application-data folder, one for the
 * desktop app, the served page and the command line. METERHAUL_STATE_DIR comes first.
 */
export function defaultStateDir(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  const chosen = environment['METERHAUL_STATE_DIR'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  if (platform === 'win32')
    return path.join(environment['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Meterhaul');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Meterhaul');
  return path.join(environment['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'meterhaul');
}
