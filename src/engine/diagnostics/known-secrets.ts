import type { JobSummary } from '../../contract/job-shapes.ts';
import type { Credentials, Secrets } from '../ports/secrets.ts';
import type { ProfileBook } from '../profiles/profile-book.ts';

/**
 * Every secret that this session can get at: those told for a VTN of the jobs, and those of the destinations. One
 * that cannot be read now is left out: then it is nowhere in this process either.
 */
export async function knownSecrets(
  secrets: Secrets,
  profiles: Pick<ProfileBook, 'list' | 'resolve'>,
  jobs: readonly Pick<JobSummary, 'baseUrl'>[],
): Promise<string[]> {
  const found: string[] = [];
  for (const baseUrl of new Set(jobs.map((job) => job.baseUrl))) {
    found.push(...(await unlessItFails(async () => secretsOf(await secrets.credentialsFor(baseUrl)))));
  }
  for (const profile of await unlessItFails(() => profiles.list())) {
    found.push(
      ...(await unlessItFails(async () =>
        Object.values((await profiles.resolve(profile, {})).secrets).flatMap((secret) => [
          secret,
          // Proxy credentials are user:password.
          ...secret.split(':').slice(1),
        ]),
      )),
    );
  }
  return [...new Set(found)];
}

function secretsOf(credentials: Credentials | null): string[] {
  if (credentials === null) return [];
  return [credentials.kind === 'token' ? credentials.token : credentials.clientSecret];
}

async function unlessItFails<T>(read: () => Promise<T[]>): Promise<T[]> {
  try {
    return await read();
  } catch {
    return [];
  }
}
