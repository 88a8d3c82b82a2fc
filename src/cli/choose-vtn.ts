import { AppError } from '../contract/app-error.ts';
import type { ProfileView } from '../contract/profile-shapes.ts';
import type { Engine } from '../engine/create-engine.ts';
import type { Environment } from './credentials.ts';
import { readVtnUrl } from './request-options.ts';

/**
 * The VTN's address: --vtn, else the profile's, else the environment's. Null when nothing names one.
 *
 * @throws AppError usage/invalid, profile/not-found
 */
export async function chooseVtn(
  engine: Engine,
  options: { readonly vtn?: string; readonly profile?: string },
  environment: Environment,
): Promise<string | null> {
  if (options.profile === undefined) return readVtnUrl(options.vtn, environment);
  const { baseUrl } = await findProfile(engine, options.profile);
  if (options.vtn === undefined) return baseUrl;
  const given = readVtnUrl(options.vtn, environment) ?? baseUrl;
  if (new URL(given).origin === new URL(baseUrl).origin) return given;
  throw new AppError(
    'usage/invalid',
    `--vtn is ${given}, and the profile "${options.profile}" is of ${baseUrl}: leave one of the two out.`,
  );
}

/** Throws profile/not-found, which names those that there are. */
export async function findProfile(engine: Engine, name: string): Promise<ProfileView> {
  const profiles = await engine.api.listProfiles({});
  const found = profiles.find((each) => each.name === name);
  if (found !== undefined) return found;
  const known = profiles.map((each) => `"${each.name}"`).join(', ');
  throw new AppError(
    'profile/not-found',
    `There is no profile "${name}". ${known === '' ? 'None is kept here.' : `There are: ${known}.`}`,
  );
}
