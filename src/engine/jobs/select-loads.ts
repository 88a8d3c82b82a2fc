import { AppError } from '../../contract/app-error.ts';
import type { LoadTrouble } from '../../contract/job-shapes.ts';
import type { SelectionRequest } from '../../contract/request-shapes.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { LoadRecord } from '../workers/reader.ts';

/** The loads asked for, in the database's order. Throws usage/invalid for a VEN or load that is not there. */
export function selectLoads(loads: readonly LoadRecord[], selection: SelectionRequest): LoadRecord[] {
  if (loads.length === 0)
    throw new AppError('usage/invalid', 'The resource database has no loads: there is nothing to send.');
  const vens = new Set(loads.map(({ ven }) => ven));
  assertKnown('VEN', selection.vens, vens);
  assertKnown('load', selection.loads, new Set(loads.map(({ loadId }) => loadId)));
  const wantedVens = new Set(selection.vens);
  const wanted = new Set(selection.loads);
  const except = new Set(selection.exceptLoads);
  const selected = loads.filter(
    ({ ven, loadId }) =>
      (wantedVens.size === 0 || wantedVens.has(ven)) &&
      (wanted.size === 0 || wanted.has(loadId)) &&
      !except.has(loadId),
  );
  if (selected.length === 0) {
    throw new AppError(
      'usage/invalid',
      except.size > 0
        ? 'No load is left: all that were asked for are among the exceptions.'
        : 'No load is of the VENs and among the loads asked for. Leave one of the two out.',
    );
  }
  return selection.limitLoads === null ? selected : selected.slice(0, selection.limitLoads);
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
