import { AppError } from '../../contract/app-error.ts';
import type { LoadTrouble, PlanProblem } from '../../contract/job-shapes.ts';
import type { JobRequest } from '../../contract/request-shapes.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { Resources } from './resources.ts';

/** The VTN resource that a person has typed in for a series, or null. */
export function typedResource({ typed }: JobRequest['resources'], series: string): string | null {
  if (!Object.hasOwn(typed, series)) return null;
  const resource = typed[series]?.trim() ?? '';
  return resource === '' ? null : resource;
}

/**
 * What was typed in goes before everything else that names resources. Once a resource was typed in for some series,
 * the others may be without: they are skipped.
 */
export function withTypedResources(rest: Resources | null, request: JobRequest['resources']): Resources {
  const used = new Set<string>();
  const hasAny = Object.keys(request.typed).some((series) => typedResource(request, series) !== null);
  return {
    find: (series, loadId) => {
      const typed = typedResource(request, loadId);
      if (typed !== null) {
        used.add(loadId);
        if (isUuid(typed)) return { resourceId: typed.toLowerCase(), reportId: null };
        return { skip: invalid(typed) };
      }
      if (rest !== null) return rest.find(series, loadId);
      return hasAny ? { skip: unregistered } : { resourceId: null, reportId: null };
    },
    refuseMissing: () => {
      if (rest === null && !hasAny) throw nothingGiven();
    },
    refuseUnclear: (seriesOfFiles) =>
      rest?.refuseUnclear(
        seriesOfFiles.map((names) => names.filter((name) => typedResource(request, name) === null)),
      ),
    problems: () => [...(rest?.problems() ?? []), ...unusedTyped(request, used)],
  };
}

const unregistered: Pick<LoadTrouble, 'code' | 'text'> = {
  code: 'mapping/resource-unregistered',
  text: 'Nothing says which VTN resource its readings go to.',
};

function invalid(resource: string): Pick<LoadTrouble, 'code' | 'text'> {
  const text = `The resource "${resource}" that was typed in for it is not a UUID.`;
  return { code: 'mapping/resource-invalid', text };
}

function nothingGiven(): AppError {
  return new AppError(
    'mapping/incomplete',
    'Nothing says which VTN resource the readings go to. Give --resource UUID for a file of one series, or ' +
      '--resources FILE.csv with the columns meter and resource.',
  );
}

function unusedTyped(request: JobRequest['resources'], used: ReadonlySet<string>): PlanProblem[] {
  const unused = Object.keys(request.typed).filter(
    (series) => typedResource(request, series) !== null && !used.has(series),
  );
  if (unused.length === 0) return [];
  const some = `${unused.slice(0, 5).join(', ')}${unused.length > 5 ? ', …' : ''}`;
  const text = `Resources were typed in for ${unused.length} series that are not among those to be sent: ${some}`;
  return [{ load: null, code: 'mapping/resource-unused', text }];
}
