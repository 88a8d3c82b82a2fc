import type { ShellCommand } from '../../../contract/page-bridge.ts';
import { routes } from '../../routes.ts';

/** Files opened from outside, by what is done with them. */
export function openedAs(paths: readonly string[]): {
  readonly mappings: readonly string[];
  readonly hauls: readonly string[];
  readonly files: readonly string[];
} {
  const endsIn = (path: string, ending: string): boolean => path.toLowerCase().endsWith(ending);
  const mappings = paths.filter((path) => endsIn(path, '.haulmap'));
  const hauls = paths.filter((path) => endsIn(path, '.haul'));
  const files = paths.filter((path) => !mappings.includes(path) && !hauls.includes(path));
  return { mappings, hauls, files };
}

const placesOfCommands = {
  'new-migration': routes.newMigration,
  jobs: routes.jobs,
  destinations: routes.destinations,
  settings: routes.settings,
  diagnostics: routes.diagnostics,
  about: routes.about,
} as const;

/** The page that a command leads to; null for one that brings files. */
export function routeOf(command: ShellCommand): string | null {
  if (command.kind === 'open-files' || command.kind === 'choose-files') return null;
  return command.kind === 'show-job' ? routes.job(command.jobId) : placesOfCommands[command.kind];
}
