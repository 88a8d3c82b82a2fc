import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import type { ConnectionTest, Profile, ProfileSecrets } from '../../contract/profile-shapes.ts';
import { noteDecision, readTrustedAnyCertificate } from '../ledger/job-writes.ts';
import { rememberVtn } from '../ledger/vtn-memory.ts';
import { chooseCredentials, lineOf } from '../profiles/open-trip.ts';
import { testConnection } from '../targets/connection/test-connection.ts';
import type { ApiParts } from './api-parts.ts';

/** Destinations kept by name, and whether they work. */
export function profileMethods(parts: ApiParts) {
  const { profiles, works } = parts;
  return {
    listProfiles: () => profiles.list(),
    keepProfile: async (input) => profiles.keep(engineApi.keepProfile.input.parse(input)),
    forgetProfile: async (input) => {
      await profiles.forget(engineApi.forgetProfile.input.parse(input).name);
      return {};
    },
    trustAnyCertificate: async (input) => {
      const { name, trusts, confirmation } = engineApi.trustAnyCertificate.input.parse(input);
      if (!trusts) await stopUnverified(parts, name);
      return profiles.trustAnyCertificate(name, trusts, confirmation);
    },
    testConnection: async (input) => {
      const { profile, secrets, workId } = engineApi.testConnection.input.parse(input);
      return works.run(workId, (signal) => test(parts, profile, secrets, { workId, signal }));
    },
  } satisfies Partial<EngineApi>;
}

/** What runs unverified is paused: its connections were made on trust that is gone. */
async function stopUnverified({ jobs, profiles, runDeps }: ApiParts, name: string): Promise<void> {
  for (const { id, baseUrl } of jobs.list().filter((job) => jobs.runs(job.id))) {
    const isUnverified = runDeps.ledger.read((database) => readTrustedAnyCertificate(database, id));
    if (!isUnverified || !profiles.trustsAnyCertificate(name, baseUrl)) continue;
    await jobs.pause(id);
    const text = `Paused: the certificate of the destination "${name}" is verified again. Resume the job.`;
    runDeps.ledger.write('decision', (database) => noteDecision(database, id, runDeps.clock.now(), text));
  }
}

async function test(
  { deps, runDeps, announcer, profiles }: ApiParts,
  candidate: Profile,
  given: ProfileSecrets,
  { workId, signal }: { readonly workId: string | null; readonly signal: AbortSignal },
): Promise<ConnectionTest> {
  const { ledger, clock } = runDeps;
  const { profile, secrets, trustsAnyCertificate } = await profiles.resolve(candidate, given);
  const others = await deps.secrets.credentialsFor(profile.baseUrl);
  const result = await testConnection({
    baseUrl: profile.baseUrl,
    credentials: chooseCredentials(profile, secrets, others, deps.secrets.told ?? false),
    line: lineOf(profile, secrets, trustsAnyCertificate),
    compress: profile.limits.compress,
    clock,
    signal,
    tell: (step) => announcer.announce({ type: 'connection-step', workId, step }),
  });
  // Jobs to this VTN start with what was found, whichever profile they go by.
  if (result.acceptedBytes !== null) {
    const { acceptedBytes, refusedBytes, takesGzip, bytesPerSecond } = result;
    ledger.write('vtn-memory', (database) =>
      rememberVtn(database, profile.baseUrl, {
        acceptedBytes,
        refusedBytes,
        ...(takesGzip === null ? {} : { takesGzip }),
        ...(bytesPerSecond === null ? {} : { bytesPerSecond }),
      }),
    );
  }
  profiles.rememberTest(profile, result);
  return result;
}
