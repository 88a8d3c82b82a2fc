import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import type { Draft } from '../../contract/draft-shapes.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import type { Registration } from '../../contract/profile-shapes.ts';
import { openTrip } from '../profiles/open-trip.ts';
import { chooseLoads, describePlan } from '../registering/choose-loads.ts';
import type { LoadChoice } from '../registering/choose-loads.ts';
import { findResourceDatabase } from '../registering/find-resource-database.ts';
import { createResourceLists } from '../registering/resource-lists.ts';
import { registerLoads } from '../registering/register-loads.ts';
import { normaliseBaseUrl } from '../targets/bulk/bulk-url.ts';
import { openVtnRegistry } from '../targets/registry/vtn-registry.ts';
import { tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

interface Destination {
  readonly baseUrl: string;
  readonly profile: string | null;
}

/** VENs and loads at the VTN: what it has, and registering what it has not. */
export function registeringMethods(parts: ApiParts) {
  const lists = createResourceLists(parts.runDeps.clock);
  const register = (choice: LoadChoice, to: Destination, clientName: string, workId: string | null) =>
    parts.works
      .run(workId, (signal) => registerChosen(parts, choice, to, { clientName, workId, signal }))
      .finally(() => lists.forget());
  return {
    planRegistration: async (input) => {
      const draft = parts.drafts.find(engineApi.planRegistration.input.parse(input).draftId);
      return describePlan(chooseLoads(await choiceOf(parts, draft)));
    },
    registerSeries: async (input) => {
      const { draftId, clientName, workId } = engineApi.registerSeries.input.parse(input);
      const draft = parts.drafts.find(draftId);
      return register(await choiceOf(parts, draft), destinationOf(parts, draft), clientName, workId);
    },
    planDatabaseRegistration: (input) =>
      new Promise((resolve) => {
        resolve(
          describePlan(chooseLoads(choiceAsked(engineApi.planDatabaseRegistration.input.parse(input)))),
        );
      }),
    registerDatabase: async (input) => {
      const asked = engineApi.registerDatabase.input.parse(input);
      const to = { ...asked.destination, baseUrl: normaliseBaseUrl(asked.destination.baseUrl) };
      return register(choiceAsked(asked), to, asked.clientName, asked.workId);
    },
    listVtnResources: async (input) => {
      const { profile: name, text, offset, limit } = engineApi.listVtnResources.input.parse(input);
      const to = destinationNamed(parts, name);
      const all = await lists.read(`${name} ${to.baseUrl}`, () =>
        parts.works.run(null, async (signal) => {
          const registry = await openRegistry(parts, to, signal);
          return registry.listResources().finally(() => registry.close());
        }),
      );
      const wanted = text.trim().toLowerCase();
      const rows = all.filter((row) =>
        Object.values(row).some((cell) => cell.toLowerCase().includes(wanted)),
      );
      return { total: rows.length, rows: rows.slice(offset, offset + limit) };
    },
  } satisfies Partial<EngineApi>;
}

async function registerChosen(
  parts: ApiParts,
  choice: LoadChoice,
  to: Destination,
  how: { readonly clientName: string; readonly workId: string | null; readonly signal: AbortSignal },
): Promise<Registration> {
  const registry = await openRegistry(parts, to, how.signal);
  try {
    return await registerLoads({
      plan: chooseLoads(choice),
      registry,
      clientName: how.clientName,
      signal: how.signal,
      progress: tellProgress(parts, 'register', how.workId),
    });
  } finally {
    await registry.close();
  }
}

async function openRegistry({ deps, runDeps, profiles }: ApiParts, to: Destination, signal: AbortSignal) {
  const { credentials, line } = await openTrip(profiles, deps.secrets, to);
  return openVtnRegistry({ baseUrl: to.baseUrl, credentials, line, clock: runDeps.clock, signal });
}

/** Throws draft/incomplete when the files of the draft have no resource database among them. */
async function choiceOf({ drafts }: ApiParts, { id, files, range }: Draft): Promise<LoadChoice> {
  const { mode, except } = drafts.choiceOf(id);
  const excepted = new Set(except);
  return {
    database: await findResourceDatabase(files),
    vens: [],
    includeOff: range.includeDisabled,
    isChosen: (loadId) => excepted.has(loadId) !== (mode === 'all'),
  };
}

function choiceAsked(asked: {
  readonly database: string;
  readonly vens: readonly string[];
  readonly includeDisabled: boolean;
}): LoadChoice {
  return { database: path.resolve(asked.database), vens: asked.vens, includeOff: asked.includeDisabled };
}

function destinationOf(parts: ApiParts, { destination }: Draft): Destination {
  if (destination.profile !== null) return destinationNamed(parts, destination.profile);
  throw new AppError('draft/incomplete', 'Choose the destination first: it is not known where to register.');
}

function destinationNamed({ profiles }: ApiParts, name: string): Destination {
  const profile = profiles.find(name);
  if (profile === null) throw new AppError('profile/not-found', `There is no destination named "${name}".`);
  return { baseUrl: profile.baseUrl, profile: name };
}
