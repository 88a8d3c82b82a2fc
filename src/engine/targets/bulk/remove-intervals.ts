import { parseJson } from '../foreign-text.ts';
import type { HttpAnswer } from '../http-answer.ts';
import type { HttpClient } from '../http-client.ts';
import type { Removal, Removed, Shipment } from '../target.ts';
import type { TokenSource } from '../token-source.ts';
import { classifyAnswer } from './classify-answer.ts';
import type { Classified } from './classify-answer.ts';
import { postShipment } from './post-shipment.ts';
import { askForPath } from './read-back.ts';

interface RemoverParts {
  readonly client: HttpClient;
  readonly tokens: TokenSource;
  readonly baseUrl: string;
  readonly now: () => number;
}

/** Deletes intervals of one VTN, where it offers a way. */
export interface Remover {
  /** As `Target.canRemove`. */
  canRemove(): Promise<boolean>;
  /** As `Target.remove`. */
  remove(shipment: Shipment): Promise<Removal>;
}

/**
 * The way to delete exact intervals: below the path that the VTN's profile names, or where the VTN says itself, as the
 * practice VTN does (docs/guide/practice-vtn.md). The known bulk VTN documents no way.
 */
export function createRemover(parts: RemoverParts, namedPath: string | null): Remover {
  let known: string | null = namedPath;
  const pathOf = async (): Promise<string | null> => (known ??= await askForPath(parts, 'delete'));
  return {
    canRemove: async () => (await pathOf()) !== null,
    remove: async (shipment) => {
      const path = await pathOf();
      if (path === null) {
        const text = 'This VTN offers no way to delete intervals.';
        return {
          outcome: { kind: 'load-refused', code: 'vtn/refused', text },
          status: null,
          rehearsal: false,
        };
      }
      const url = new URL(`${parts.baseUrl}${path}`);
      url.searchParams.set('resource_id', shipment.resourceId);
      return postShipment(parts, url.href, shipment, (answer) =>
        classifyRemoval(answer, shipment, parts.now()),
      );
    },
  };
}

/** A count that cannot be is none: the same is asked again, which does no harm. */
function classifyRemoval(
  answer: HttpAnswer,
  { points, gzip }: Shipment,
  nowMs: number,
): Removed | Classified {
  if (answer.kind === 'response' && answer.status === 200) {
    const { deleted, left } = readCounts(answer.body);
    const isLikely = [deleted, left].every((count) => Number.isInteger(count) && count >= 0);
    if (isLikely && deleted + left <= points) return { kind: 'removed', deleted, left };
    return uncertain('HTTP 200 without a likely count of deleted intervals');
  }
  const classified = classifyAnswer(answer, { points, gzip, nowMs });
  return classified.kind === 'confirmed' ? uncertain('HTTP 201 to a request to delete') : classified;
}

function uncertain(text: string): Classified {
  return { kind: 'uncertain', code: 'vtn/answer-unreadable', text, retryAfterMs: null };
}

function readCounts(body: string): { readonly deleted: number; readonly left: number } {
  const answer = parseJson(body);
  const { entries_deleted: deleted, entries_left: left } = (answer ?? {}) as Readonly<
    Record<string, unknown>
  >;
  return { deleted: countOf(deleted), left: countOf(left) };
}

function countOf(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}
