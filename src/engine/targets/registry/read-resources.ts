import { z } from 'zod';
import { AppError } from '../../../contract/app-error.ts';
import type { VtnResource } from '../../../contract/profile-shapes.ts';
import { parseJson } from '../foreign-text.ts';
import type { HttpResponse } from '../http-answer.ts';
import type { AskVtn } from './vtn-registry.ts';

const text = z.union([z.string(), z.number()]).transform(String).catch('');

/** In the spelling of the bulk VTN, or in that of OpenADR 3. */
const listed = z.object({
  id: z.string(),
  resource_name: text.optional(),
  resourceName: text.optional(),
  ven_name: text.optional(),
  venName: text.optional(),
  external_resource_id: text.optional(),
  externalResourceId: text.optional(),
});

/** About 300,000 resources. */
const mostBytes = 64 * 1024 * 1024;
/** OpenADR 3 lists 50 at a time unless told; a larger list is a whole one. */
const largestPage = 1000;
const mostPages = 5000;

/**
 * All resources of a VTN, page by page where it gives pages. One that knows no pages gives the same list again and is
 * noticed by that.
 *
 * @throws AppError vtn/refused when the VTN lists none
 */
export async function readResources(ask: AskVtn): Promise<VtnResource[]> {
  const all = readPage(await ask({ method: 'GET', path: '/resources', maxBytes: mostBytes }));
  const pageSize = all.length;
  if (pageSize === 0 || pageSize > largestPage || pageSize % 10 !== 0) return all;
  const seen = new Set(all.map(({ id }) => id));
  for (let page = 1; page < mostPages; page++) {
    const path = `/resources?skip=${all.length}&limit=${pageSize}`;
    const answer = await ask({ method: 'GET', path, maxBytes: mostBytes });
    const fresh = answer.status === 200 ? readPage(answer).filter(({ id }) => !seen.has(id)) : [];
    for (const resource of fresh) seen.add(resource.id);
    all.push(...fresh);
    if (fresh.length < pageSize) break;
  }
  return all;
}

function readPage({ status, body, bodyCut }: HttpResponse): VtnResource[] {
  if (status === 404 || status === 405 || status === 403 || status === 501)
    throw new AppError(
      'vtn/refused',
      `This VTN does not list its resources (HTTP ${status}). Type the ids in, or give a list of meter and resource.`,
    );
  const parsed = status === 200 && !bodyCut ? z.array(z.unknown()).safeParse(parseJson(body)) : null;
  if (parsed?.success !== true) {
    const why = bodyCut ? 'the list is longer than 64 MiB' : `HTTP ${status}`;
    throw new AppError('vtn/answer-unreadable', `The list of resources of this VTN cannot be read: ${why}.`);
  }
  return parsed.data.flatMap((each) => {
    const resource = listed.safeParse(each);
    return resource.success ? [resourceOf(resource.data)] : [];
  });
}

function resourceOf(row: z.infer<typeof listed>): VtnResource {
  return {
    id: row.id,
    name: row.resource_name ?? row.resourceName ?? '',
    ven: row.ven_name ?? row.venName ?? '',
    externalId: row.external_resource_id ?? row.externalResourceId ?? '',
  };
}
