import { AppError } from '../../contract/app-error.ts';
import type { LoadTrouble } from '../../contract/job-shapes.ts';
import type { SelectionRequest } from '../../contract/request-shapes.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { LoadRecord } from '../workers/reader.ts';

/**
 * The loads asked for, in the database's order, page by page. Throws usage/invalid after the last page for a VEN or
 * load that is not there, and when no load is left.
 */
export async function* selectLoads(
  pages: AsyncIterable<readonly LoadRecord[]>,
  selection: SelectionRequest,
): AsyncGenerator<LoadRecord[], undefined> {
  const vens = new Set<string>();
  const loadIds = new Set<string>();
  const isWanted = wantedBy(selection);
  let seen = 0;
  let selected = 0;
  for await (const page of pages) {
    for (const { ven, loadId } of page) {
      vens.add(ven);
      if (selection.loads.length > 0) loadIds.add(loadId);
    }
    const wanted = page.filter(isWanted);
    const room = Math.max(0, (selection.limitLoads ?? Infinity) - selected);
    seen += page.length;
    selected += wanted.length;
    yield wanted.slice(0, room);
  }
  if (seen === 0)
    throw new AppError('usage/invalid', 'The resource database has no loads: there is nothing to send.');
  assertKnown('VEN', selection.vens, vens);
  assertKnown('load', selection.loads, loadIds);
  if (selected > 0) return;
  throw new AppError(
    'usage/invalid',
    selection.exceptLoads.length > 0
      ? 'No load is left: all that were asked for are among the exceptions.'
      : 'No load is of the VENs and among the loads asked for. Leave one of the two out.',
  );
}

function wantedBy(selection: SelectionRequest): (load: LoadRecord) => boolean {
  const vens = new Set(selection.vens);
  const wanted = new Set(selection.loads);
  const except = new Set(selection.exceptLoads);
  return ({ ven, loadId }) =>
    (vens.size === 0 || vens.has(ven)) && (wanted.size === 0 || wanted.has(loadId)) && !except.has(loadId);
}

/** Why a load cannot be sent whatever its readings are, or null. */
export function reasonToSkip(
  load: LoadRecord,
  selection: SelectionRequest,
): Pick<LoadTrouble, 'code' | 'text'> | null {
  if (!load.enabled && !selection.includeDisabled) {
    return {
      code: 'mapping/load-disabled',
      text: `The resource ${load.resourceName} is switched off in the database; include it with --include-disabled.`,
    };
  }
  if (load.suspended && !selection.includeDisabled) {
    return {
      code: 'mapping/load-suspended',
      text: 'The load or its resource is SUSPENDED; include it with --include-disabled.',
    };
  }
  if (load.vtnResourceId === null || load.vtnResourceId.trim() === '') {
    return {
      code: 'mapping/resource-unregistered',
      text: 'The load has no vtn_resource_id: it is not registered at the VTN yet.',
    };
  }
  if (!isUuid(load.vtnResourceId)) {
    return {
      code: 'mapping/resource-invalid',
      text: `Its vtn_resource_id "${load.vtnResourceId}" is not a UUID.`,
    };
  }
  return null;
}

export function nameOf(load: LoadRecord): string {
  const parts = [load.ven, load.resourceName, load.loadName === '' ? load.component : load.loadName];
  return parts.filter((part) => part !== '').join(' / ');
}

function assertKnown(kind: string, asked: readonly string[], known: ReadonlySet<string>): void {
  const unknown = asked.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const some = [...known].slice(0, 8).join(', ');
  throw new AppError(
    'usage/invalid',
    `There is no ${kind} ${unknown.map((name) => `"${name}"`).join(', ')} in the database. It has ${known.size}: ${some}${known.size > 8 ? ', …' : ''}.`,
    { context: { kind, count: known.size } },
  );
}
