import { AppError } from '../../contract/app-error.ts';
import type { Profile } from '../../contract/profile-shapes.ts';
import { originOf } from './bound-secrets.ts';

/**
 * For which profiles the VTN's certificate goes unverified: only those that a person has named in so many words, only
 * for the origin they had then, and only in the memory of this process.
 */
export interface SessionTrust {
  holds(profile: Pick<Profile, 'name' | 'baseUrl'>): boolean;
  /** Throws profile/invalid when the confirmation is not the profile's name, or there is nothing to verify. */
  begin(profile: Pick<Profile, 'name' | 'baseUrl'>, confirmation: string): void;
  end(name: string): void;
}

export function createSessionTrust(): SessionTrust {
  const origins = new Map<string, string>();
  return {
    holds: ({ name, baseUrl }) => origins.get(name) === originOf(baseUrl),
    begin: ({ name, baseUrl }, confirmation) => {
      if (confirmation.trim() !== name) {
        const text = `Type the name of the destination, "${name}", to confirm. Its certificate is verified as before.`;
        throw new AppError('profile/invalid', text);
      }
      if (!baseUrl.startsWith('https:')) {
        throw new AppError(
          'profile/invalid',
          `${baseUrl} has no certificate: its address begins with http://.`,
        );
      }
      origins.set(name, originOf(baseUrl));
    },
    end: (name) => void origins.delete(name),
  };
}
