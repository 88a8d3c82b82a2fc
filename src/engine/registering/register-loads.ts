import type { Registration, VtnResource } from '../../contract/profile-shapes.ts';
import { AppError } from '../../contract/app-error.ts';
import { isUuid } from '../../domain/uuid.ts';
import { assertWritable, writeResourceIds } from '../sources/sqlite/unregistered-loads.ts';
import type { GivenId, UnregisteredLoad } from '../sources/sqlite/unregistered-loads.ts';
import type { VtnRegistry } from '../targets/registry/vtn-registry.ts';
import { describePlan } from './choose-loads.ts';
import type { RegistrationPlan } from './choose-loads.ts';
import { externalIdOf, newResource } from './new-resource.ts';

export interface Registering {
  readonly plan: RegistrationPlan;
  readonly registry: VtnRegistry;
  /** Of whoever runs the VENs, as the VTN keeps it. */
  readonly clientName: string;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, text: string) => void;
}

/** Ids are written back after so many loads: a stop loses none of those before. */
const pageSize = 200;
/** As the guide has it for uploads. */
const atOnce = 5;

/**
 * Registers loads and writes their ids into the resource database, page by page. A load that the VTN has already is
 * found by its external id, so it does no harm to do this again after a stop or a crash. Rejects with the signal's
 * reason when it is stopped, and with vtn/* or source/* when it cannot go on; pages before that are written.
 */
export async function registerLoads(registering: Registering): Promise<Registration> {
  const { plan, signal, progress } = registering;
  const outcome = { ...describePlan(plan), failed: [...plan.failed] };
  if (plan.loads.length === 0) return outcome;
  assertWritable(plan.database);
  const known = createKnownResources(registering.registry);
  await known.readIfListed();
  const vens = new Set<string>();
  for (let from = 0; from < plan.loads.length; from += pageSize) {
    signal.throwIfAborted();
    const page = plan.loads.slice(from, from + pageSize);
    const ids: GivenId[] = [];
    try {
      await addVens(registering, page, vens);
      await eachOf(page, async (load) => {
        const settled = await settle(registering, known, load);
        if ('id' in settled) {
          outcome[settled.kind] += 1;
          ids.push({ loadId: load.loadId, vtnResourceId: settled.id });
        } else outcome.failed.push({ series: load.loadId, ...settled });
      });
    } finally {
      // Also of a page that was stopped in its middle: what is registered must be known here.
      writeResourceIds(plan.database, ids);
    }
    progress(from + page.length, plan.loads.length, `${page.at(-1)?.ven ?? ''}: registered`);
  }
  return outcome;
}

type Settled =
  | { readonly kind: 'registered' | 'found'; readonly id: string }
  | { readonly code: 'vtn/refused' | 'vtn/server-error'; readonly text: string };

async function settle(
  { registry }: Registering,
  known: KnownResources,
  load: UnregisteredLoad,
): Promise<Settled> {
  const externalId = externalIdOf(load);
  const before = known.find(externalId);
  if (before !== null) return foundAs(load, before);
  const answer = await registry.addResource(newResource(load));
  if ('id' in answer) return answer;
  if (answer.kind === 'refused') return { code: 'vtn/refused', text: `The VTN refused it: ${answer.text}` };
  const listed = await known.lookUp(externalId);
  if (listed !== null) return foundAs(load, listed);
  const text = `The VTN did not register it (${answer.text}), and it is not among its resources as ${externalId}.`;
  return { code: 'vtn/server-error', text };
}

/** Two sites may have used the same ids; readings must not go to the other one's resource. */
function foundAs(load: UnregisteredLoad, { id, ven, externalId }: VtnResource): Settled {
  if (ven !== '' && ven !== load.ven) {
    const text = `The VTN has ${externalId} already, for the VEN ${ven} and not for ${load.ven}.`;
    return { code: 'vtn/refused', text };
  }
  if (!isUuid(id)) return { code: 'vtn/refused', text: `The VTN has it under "${id}", which is no UUID.` };
  return { kind: 'found', id: id.toLowerCase() };
}

async function addVens(
  { registry, clientName }: Registering,
  page: readonly UnregisteredLoad[],
  done: Set<string>,
): Promise<void> {
  for (const { ven } of page) {
    if (done.has(ven)) continue;
    await registry.addVen(ven, clientName);
    done.add(ven);
  }
}

/** Five at once; after one has failed no other is begun, and those under way are waited for. */
async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (const item of waiting) {
      if (failures.length > 0) return;
      await act(item).catch((thrown: unknown) => void failures.push(thrown));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failures.length > 0) throw failures[0];
}

interface KnownResources {
  /** Reads the VTN's list; one that has none is found out by registering. */
  readIfListed(): Promise<void>;
  find(externalId: string): VtnResource | null;
  /** Reads the list anew, once for all that ask meanwhile. */
  lookUp(externalId: string): Promise<VtnResource | null>;
}

function createKnownResources(registry: VtnRegistry): KnownResources {
  let byExternalId = new Map<string, VtnResource>();
  let reading: Promise<void> | null = null;
  const read = (): Promise<void> =>
    (reading ??= registry
      .listResources()
      .then((resources) => {
        byExternalId = new Map(resources.map((resource) => [resource.externalId, resource]));
      })
      .catch((thrown: unknown) => {
        if (!(thrown instanceof AppError) || !isAboutList(thrown)) throw thrown;
      })
      .finally(() => {
        reading = null;
      }));
  const find = (externalId: string): VtnResource | null => byExternalId.get(externalId) ?? null;
  return {
    readIfListed: read,
    find,
    lookUp: async (externalId) => {
      await read();
      return find(externalId);
    },
  };
}

function isAboutList({ code }: AppError): boolean {
  return code === 'vtn/refused' || code === 'vtn/answer-unreadable';
}
