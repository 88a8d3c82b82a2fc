import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { gatherDiagnostics } from '../diagnostics/gather-diagnostics.ts';
import { knownSecrets } from '../diagnostics/known-secrets.ts';
import { loadLicences } from '../settings/licences.ts';
import { readSettings, writeSettings } from '../settings/settings-file.ts';
import type { ApiParts } from './api-parts.ts';

/** The engine itself, and what a person has set. */
export function appMethods({ deps, runDeps, jobs, announcer, works, profiles }: ApiParts) {
  const { stateDir, version } = deps;
  const { ledger, log } = runDeps;
  return {
    describeEngine: async () => ({
      version,
      stateDir,
      secretProtection: await profiles.protection(),
      canRehearse: deps.rehearsal !== undefined,
      folder: deps.fence?.folder ?? null,
    }),
    stopWork: (input) =>
      new Promise((resolve) => {
        works.stop(engineApi.stopWork.input.parse(input).workId);
        resolve({});
      }),
    getSettings: () => new Promise((resolve) => resolve(readSettings(stateDir, log))),
    saveSettings: (input) =>
      new Promise((resolve) => {
        const settings = engineApi.saveSettings.input.parse(input);
        writeSettings(stateDir, settings);
        announcer.announce({ type: 'settings-changed', settings });
        resolve(settings);
      }),
    gatherDiagnostics: () =>
      gatherDiagnostics({
        version,
        stateDir,
        ledger,
        isRunning: jobs.list().some(({ id }) => jobs.runs(id)),
        settings: () => readSettings(stateDir, log),
        profiles: () => profiles.list(),
        jobs: () => jobs.list(),
        secrets: () => knownSecrets(deps.secrets, profiles, jobs.list()),
      }),
    listLicences: () => new Promise((resolve) => resolve([...loadLicences()])),
  } satisfies Partial<EngineApi>;
}
