import { AppError } from '../../contract/app-error.ts';
import type { LoadTrouble, PlanProblem } from '../../contract/job-shapes.ts';
import type { JobRequest } from '../../contract/request-shapes.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { ResourceListRow } from '../mapping/read-resource-list.ts';
import type { Reader } from '../workers/reader.ts';
import type { Resources } from './resources.ts';
import { withTypedResources } from './typed-resources.ts';

/**
 * The resources of a request: those typed in for single series, the one of the one series, or a list of
 * meter -> resource. Throws source/* when the list cannot be read, mapping/incomplete when its columns are missing.
 */
export async function openResources(reader: Reader, request: JobRequest['resources']): Promise<Resources> {
  const { single, listPath } = request;
  if (listPath !== null) {
    const rows = await reader.readResourceList(listPath);
    return withTypedResources(listedResources(listPath, rows), request);
  }
  return withTypedResources(single === null ? null : oneResource(single), request);
}

function oneResource(resource: string): Resources {
  const resourceId = resource.trim().toLowerCase();
  if (!isUuid(resourceId)) throw new AppError('usage/invalid', `--resource: "${resource}" is not a UUID.`);
  return {
    find: () => ({ resourceId, reportId: null }),
    refuseMissing: () => undefined,
    refuseUnclear: (seriesOfFiles) => {
      const several = seriesOfFiles.find((names) => names.length > 1);
      if (several === undefined) return;
      const some = several.slice(0, 8).map((name) => `"${name}"`);
      throw new AppError(
        'mapping/incomplete',
        `There are ${several.length} series (${some.join(', ')}${several.length > 8 ? ', …' : ''}) and one --resource. ` +
          'Choose one of them with --load or --value, or give --resources FILE.csv with a resource for each.',
      );
    },
    problems: () => [],
  };
}

function listedResources(listPath: string, rows: readonly ResourceListRow[]): Resources {
  const byMeter = new Map<string, ResourceListRow>();
  for (const row of rows) if (!byMeter.has(key(row.meter))) byMeter.set(key(row.meter), row);
  const used = new Set<ResourceListRow>();
  return {
    find: ({ name, meter }, loadId) => {
      const row = [loadId, name, meter ?? name]
        .map((each) => byMeter.get(key(each)))
        .find((each) => each !== undefined);
      if (row === undefined) return { skip: unlisted(listPath, meter ?? name) };
      used.add(row);
      if (isUuid(row.resource)) return { resourceId: row.resource.toLowerCase(), reportId: row.reportId };
      return {
        skip: {
          code: 'mapping/resource-invalid',
          text: `Row ${row.row} of ${listPath}: "${row.resource}" is not a UUID.`,
        },
      };
    },
    refuseMissing: () => undefined,
    refuseUnclear: () => undefined,
    problems: () => unusedRows(listPath, rows, byMeter, used),
  };
}

function unlisted(listPath: string, meter: string): Pick<LoadTrouble, 'code' | 'text'> {
  return {
    code: 'mapping/resource-unregistered',
    text: `${listPath} has no row for the meter ${meter}, so it is not known where its readings go.`,
  };
}

function unusedRows(
  listPath: string,
  rows: readonly ResourceListRow[],
  byMeter: ReadonlyMap<string, ResourceListRow>,
  used: ReadonlySet<ResourceListRow>,
): PlanProblem[] {
  const repeated = rows.filter((row) => byMeter.get(key(row.meter)) !== row);
  const unused = rows.filter((row) => byMeter.get(key(row.meter)) === row && !used.has(row));
  const name = (list: readonly ResourceListRow[]): string =>
    list
      .slice(0, 5)
      .map(({ row, meter }) => `${meter} (row ${row})`)
      .join(', ') + (list.length > 5 ? ', …' : '');
  const problems: PlanProblem[] = [];
  if (repeated.length > 0) {
    const text = `${listPath} names ${repeated.length} meters again; the first row of each counts: ${name(repeated)}`;
    problems.push({ load: null, code: 'mapping/resource-repeated', text });
  }
  if (unused.length > 0) {
    const text = `${listPath} names ${unused.length} meters that are not in the files: ${name(unused)}`;
    problems.push({ load: null, code: 'mapping/resource-unused', text });
  }
  return problems;
}

/** Meter ids are compared as text, without spaces around and whatever their case. */
function key(meter: string): string {
  return meter.trim().toLowerCase();
}
