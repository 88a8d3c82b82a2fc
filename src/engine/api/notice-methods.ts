import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { dropNotice, readNotices } from '../ledger-care/notice-book.ts';
import type { ApiParts } from './api-parts.ts';

/** What a person should know of the ledger. */
export function noticeMethods({ deps, runDeps }: ApiParts) {
  const { stateDir } = deps;
  return {
    listNotices: () => new Promise((resolve) => resolve([...readNotices(stateDir)])),
    dismissNotice: (input) =>
      new Promise((resolve) => {
        const { id } = engineApi.dismissNotice.input.parse(input);
        dropNotice(stateDir, id);
        runDeps.log.info('a notice was put away', { id });
        resolve({});
      }),
  } satisfies Partial<EngineApi>;
}
