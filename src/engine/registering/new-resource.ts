import { z } from 'zod';
import type { UnregisteredLoad } from '../sources/sqlite/unregistered-loads.ts';
import type { NewResource } from '../targets/registry/vtn-registry.ts';
import { registeredName } from './choose-loads.ts';

/** By which a load is found again at the VTN. */
export function externalIdOf({ resourceId, component }: UnregisteredLoad): string {
  return `${resourceId}_${component}`;
}

const place = z.object({ longitude: z.coerce.number(), latitude: z.coerce.number() });
const capacities = z.record(z.string(), z.union([z.string(), z.number()]));

/** What the VTN is told of a load. What the database spells oddly is left out. */
export function newResource(load: UnregisteredLoad): NewResource {
  const location = place.safeParse(parseJson(load.location));
  const powers = capacities.safeParse(parseJson(load.capacities));
  return {
    loadId: load.loadId,
    name: registeredName(load),
    type: load.resourceType,
    ven: load.ven,
    externalId: externalIdOf(load),
    meterPointId: load.meterPointId,
    location: location.success ? location.data : null,
    attributes: [
      { type: 'DESCRIPTION', name: 'load_component', values: [load.component] },
      ...Object.entries(powers.success ? powers.data : {}).map(([name, value]) => ({
        // The attribute types of OpenADR 3.
        type: name === 'pMaxKw' ? 'MAX_POWER_CONSUMPTION' : 'DESCRIPTION',
        name,
        values: [String(value)],
      })),
    ],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
