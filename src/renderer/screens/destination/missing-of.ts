import type { ProfileView } from '../../../contract/profile-shapes.ts';

/** What keeps a draft from going on, and what only should be known; `connection` speaks of the chosen destination. */
export interface Readiness {
  readonly missing: readonly ('profile' | 'gone' | 'secret' | 'reportId' | 'form')[];
  readonly connection: 'untested' | 'failedBefore' | null;
}

interface Chosen {
  readonly name: string | null;
  /** Null while the list is not there yet. */
  readonly profiles: readonly ProfileView[] | null;
  readonly isReportIdWrong: boolean;
  readonly isEditing: boolean;
}

export function readinessOf({ name, profiles, isReportIdWrong, isEditing }: Chosen): Readiness {
  const choice = lackOf(name, profiles);
  const lastTest = profiles?.find((each) => each.name === name)?.lastTest;
  return {
    missing: [
      ...(isEditing ? (['form'] as const) : []),
      ...(choice === null ? [] : [choice]),
      ...(isReportIdWrong ? (['reportId'] as const) : []),
    ],
    connection:
      lastTest === undefined || isEditing
        ? null
        : lastTest === null
          ? 'untested'
          : lastTest.ok
            ? null
            : 'failedBefore',
  };
}

function lackOf(name: Chosen['name'], profiles: Chosen['profiles']): 'profile' | 'gone' | 'secret' | null {
  if (name === null) return 'profile';
  if (profiles === null) return null;
  const profile = profiles.find((each) => each.name === name);
  if (profile === undefined) return 'gone';
  return profile.secret === 'none' ? 'secret' : null;
}
