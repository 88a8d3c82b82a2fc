import type { LoadRow, ResourceRow } from '../sources/sqlite/write-resource-database.ts';
import { loadName } from './load-curve.ts';
import { resourceKind, resourceName, streetAddress, venName } from './sample-people.ts';
import type { LoadQuirk, Quirk, SampleSitePlan } from './sample-site-options.ts';
import { sampleRandom } from './sample-random.ts';
import type { SampleRandom } from './sample-random.ts';

export interface SampleLoad extends LoadRow {
  /** Which meter and component it reads, by number. */
  readonly meter: number;
  readonly componentNumber: number;
  /** False when its quirks keep it from being uploaded with default settings. */
  readonly isUploaded: boolean;
}

export interface SiteLayout {
  readonly meterIds: readonly string[];
  readonly resources: readonly ResourceRow[];
  readonly loads: readonly SampleLoad[];
}

/** Who and what there is on the site: meters, resources and loads, with the quirks of loads put in. */
export function layOutSite(plan: SampleSitePlan): SiteLayout {
  const random = sampleRandom(plan.seed);
  const meterIds = Array.from(
    { length: plan.meters },
    (_, meter) => `meter_${707_057_500_050_000_000n + BigInt(meter) * 977n}`,
  );
  const resources: ResourceRow[] = [];
  const loads: SampleLoad[] = [];
  for (let index = 0; index < plan.resources; index++) {
    const resource = makeResource(plan, index, meterIds[index % plan.meters] as string, random);
    resources.push(resource);
    for (let component = 0; component < plan.loadsPerResource; component++) {
      loads.push(makeLoad(resource, index % plan.meters, component, random));
    }
  }
  applyQuirks(plan, resources, loads);
  return { meterIds, resources, loads };
}

function makeResource(
  plan: SampleSitePlan,
  index: number,
  meterId: string,
  random: SampleRandom,
): ResourceRow {
  return {
    resourceId: random.uuid(),
    name: resourceName(index, random),
    subType: resourceKind(random),
    meterPointId: String(707_057_500_100_000_000n + BigInt(index)),
    address: streetAddress(random),
    ven: venName(Math.floor((index * plan.vens) / plan.resources)),
    enabled: true,
    registrationStatus: 'APPROVED',
    meterId,
  };
}

function makeLoad(resource: ResourceRow, meter: number, component: number, random: SampleRandom): SampleLoad {
  return {
    loadId: random.uuid(),
    resourceId: resource.resourceId,
    component: `load_${component}`,
    name: loadName(component),
    meterId: resource.meterId,
    vtnResourceId: random.uuid(),
    registrationStatus: 'APPROVED',
    meter,
    componentNumber: component,
    isUploaded: true,
  };
}

function applyQuirks(plan: SampleSitePlan, resources: ResourceRow[], loads: SampleLoad[]): void {
  for (const quirk of plan.quirks) {
    const load = loads[quirk.load];
    if (load === undefined) throw new RangeError(`The sample site has no load ${quirk.load}.`);
    if (quirk.kind === 'disabled') disable(load.resourceId, resources, loads);
    else if (quirk.kind === 'shared-equal' || quirk.kind === 'shared-conflicting') share(quirk, loads);
    else loads[quirk.load] = { ...load, ...(changes[quirk.kind as keyof typeof changes] ?? {}) };
  }
}

const changes: Partial<Record<LoadQuirk, Partial<SampleLoad>>> = {
  'missing-meter': { meterId: 'meter_999999999999999999', isUploaded: false },
  'no-vtn-id': { vtnResourceId: null, registrationStatus: 'PENDING', isUploaded: false },
  'invalid-vtn-id': { vtnResourceId: 'not-a-uuid', isUploaded: false },
  suspended: { registrationStatus: 'SUSPENDED', isUploaded: false },
};

function disable(resourceId: string, resources: ResourceRow[], loads: SampleLoad[]): void {
  for (const [index, resource] of resources.entries()) {
    if (resource.resourceId === resourceId) resources[index] = { ...resource, enabled: false };
  }
  for (const [index, load] of loads.entries()) {
    if (load.resourceId === resourceId) loads[index] = { ...load, isUploaded: false };
  }
}

/** Gives a load the VTN resource of the one before it, and for equal intervals its series too. */
function share(quirk: Quirk, loads: SampleLoad[]): void {
  const load = loads[quirk.load] as SampleLoad;
  const before = loads[quirk.load - 1];
  if (before === undefined) throw new RangeError('The first load has none before it to share with.');
  const { vtnResourceId } = before;
  if (quirk.kind === 'shared-equal') {
    const { meter, meterId, component, componentNumber } = before;
    loads[quirk.load] = { ...load, vtnResourceId, meter, meterId, component, componentNumber };
    return;
  }
  loads[quirk.load - 1] = { ...before, isUploaded: false };
  loads[quirk.load] = { ...load, vtnResourceId, isUploaded: false };
}
