import { stat } from 'node:fs/promises';
import type { Draft } from '../../contract/draft-shapes.ts';
import { surveyRequest } from './draft-request.ts';

const requests = new WeakMap<Draft, string>();

/** What a survey of the draft depends on: it is read anew when this is another one, or a file is. */
export async function surveyKey(draft: Draft): Promise<string> {
  const known = requests.get(draft) ?? textOf(draft);
  requests.set(draft, known);
  const { listPath } = draft.resources;
  const stamps = await Promise.all([...draft.files, ...(listPath === null ? [] : [listPath])].map(stampOf));
  return `${known}\n${stamps.join('\n')}`;
}

function textOf(draft: Draft): string {
  const { pace: _pace, ...request } = surveyRequest(draft);
  return JSON.stringify(request);
}

/** A database that another program has open is written beside itself first. */
async function stampOf(file: string): Promise<string> {
  const parts = await Promise.all(
    [file, `${file}-wal`].map(async (path) => {
      try {
        const { size, mtimeMs, ino } = await stat(path);
        return `${ino} ${size} ${mtimeMs}`;
      } catch {
        return '-';
      }
    }),
  );
  return parts.join(' ');
}
