import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract/app-error.ts';
import { connectionTest, profile, secretProtection } from '../../contract/profile-shapes.ts';
import { describeFileTrouble, systemCode } from '../sources/file-trouble.ts';
import { writeStateFile } from '../state-file.ts';

/** A profile as its file has it. Never a secret: only which of them there are, and what keeps them. */
const storedProfile = z.object({
  profile,
  secrets: z
    .object({
      by: secretProtection.shape.kind,
      names: z.array(z.enum(['token', 'clientSecret', 'keyPassphrase', 'proxyCredentials'])),
    })
    .nullable()
    .default(null),
  lastTest: connectionTest.nullable().default(null),
});

const profileFile = z.object({ version: z.literal(1), profiles: z.array(storedProfile) });

export type StoredProfile = z.infer<typeof storedProfile>;
export type SecretName = NonNullable<StoredProfile['secrets']>['names'][number];

export interface ReadProfiles {
  readonly profiles: readonly StoredProfile[];
  /** Where a damaged file was put; null as a rule. */
  readonly setAsideAs: string | null;
}

export function profilePath(stateDir: string): string {
  return path.join(stateDir, 'profiles.json');
}

/** The profiles kept. A file that cannot be understood is renamed, so that nothing writes over it. */
export function readProfiles(stateDir: string): ReadProfiles {
  const file = profilePath(stateDir);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return { profiles: [], setAsideAs: null };
    throw new AppError(
      'profile/invalid',
      `The destinations cannot be read: ${describeFileTrouble(file, thrown)}`,
    );
  }
  const parsed = profileFile.safeParse(parseJson(text));
  if (parsed.success) return { profiles: parsed.data.profiles, setAsideAs: null };
  const setAsideAs = file.replace(
    /\.json$/,
    `.damaged-${new Date().toISOString().replace(/[-:.]/g, '')}.json`,
  );
  renameSync(file, setAsideAs);
  return { profiles: [], setAsideAs };
}

/** Throws profile/invalid. */
export function writeProfiles(stateDir: string, profiles: readonly StoredProfile[]): void {
  const file = profilePath(stateDir);
  try {
    writeStateFile(file, `${JSON.stringify({ version: 1, profiles }, null, 2)}\n`);
  } catch (thrown) {
    throw new AppError(
      'profile/invalid',
      `The destinations cannot be saved: ${describeFileTrouble(file, thrown)}`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
