import { AppError } from '../../contract/app-error.ts';
import type { Registration } from '../../contract/profile-shapes.ts';
import { readUnregisteredLoads } from '../sources/sqlite/unregistered-loads.ts';
import type { UnregisteredLoad } from '../sources/sqlite/unregistered-loads.ts';

/** Which of the unregistered loads of a resource database to register. */
export interface LoadChoice {
  readonly database: string;
  /** Empty for those of every VEN. */
  readonly vens: readonly string[];
  readonly includeOff: boolean;
  /** Whether a person has chosen the load; all are unless told. */
  readonly isChosen?: (loadId: string) => boolean;
}

/** What registering would do: all that can be registered, and what cannot with the reason. */
export interface RegistrationPlan {
  readonly database: string;
  readonly loads: readonly UnregisteredLoad[];
  readonly failed: Registration['failed'];
}

const examplesShown = 20;

/** Reads the database; nothing is sent. Throws source/*, and usage/invalid for a VEN that is not there. */
export function chooseLoads({
  database,
  vens,
  includeOff,
  isChosen = () => true,
}: LoadChoice): RegistrationPlan {
  const all = readUnregisteredLoads(database);
  const asked = all.filter(({ ven }) => vens.length === 0 || vens.includes(ven));
  if (asked.length === 0 && all.length > 0) {
    const known = [...new Set(all.map(({ ven }) => ven))];
    throw new AppError(
      'usage/invalid',
      `No load of ${vens.map((ven) => `"${ven}"`).join(', ')} is unregistered. VENs with unregistered loads: ` +
        `${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''}.`,
    );
  }
  const wanted = asked.filter(({ loadId, isOff }) => (includeOff || !isOff) && isChosen(loadId));
  return {
    database,
    loads: wanted.filter((load) => reasonAgainst(load) === null),
    failed: wanted.flatMap((load) => {
      const text = reasonAgainst(load);
      return text === null ? [] : [{ series: load.loadId, code: 'mapping/incomplete', text }];
    }),
  };
}

export function describePlan({ database, loads, failed }: RegistrationPlan): Registration {
  return {
    database,
    vens: new Set(loads.map(({ ven }) => ven)).size,
    loads: loads.length,
    examples: loads
      .slice(0, examplesShown)
      .map((load) => ({ series: load.loadId, name: registeredName(load), ven: load.ven })),
    registered: 0,
    found: 0,
    failed,
  };
}

/** The name that the VTN gets: the resource's and the load's. */
export function registeredName({ resourceName, loadName, component }: UnregisteredLoad): string {
  return `${resourceName} - ${loadName === '' ? component : loadName}`;
}

function reasonAgainst({ ven, resourceId, component }: UnregisteredLoad): string | null {
  if (ven === '')
    return 'Its resource is missing from the database or names no VEN, so it cannot be registered.';
  if (resourceId === '' || component === '') return 'It has no resource_id or load_component to be known by.';
  return null;
}
