import type { EngineApi, EngineInput } from '../../contract/engine-api.ts';
import type { FileFence } from '../ports/file-fence.ts';

/**
 * The methods with every path that callers name shown to the fence first. What a draft or a profile has already
 * stays allowed: it was named where it was allowed, perhaps in the desktop app.
 */
export function fenceFiles(api: EngineApi, fence: FileFence): EngineApi {
  const admit = async (paths: readonly unknown[], known: readonly unknown[] = []): Promise<void> => {
    // The method itself refuses what is no text.
    const named = new Set(paths.filter((path) => typeof path === 'string' && !known.includes(path)));
    for (const path of named) await fence.admit(path as string);
  };
  const fenced: Fenced = (method, pathsOf) => async (input) => {
    await admit(pathsOf(input));
    return method(input);
  };
  const admitProfile = async ({ profile }: Pick<EngineInput<'testConnection'>, 'profile'>): Promise<void> => {
    const kept = await api.listProfiles({});
    await admit(certificatesOf(profile), kept.flatMap(certificatesOf));
  };
  return {
    ...api,
    inspectFiles: fenced(api.inspectFiles, ({ paths }) => paths),
    previewFiles: fenced(api.previewFiles, filesOf),
    proposeMappings: fenced(api.proposeMappings, filesOf),
    listRejectedRows: fenced(api.listRejectedRows, ({ path }) => [path]),
    readMappingFile: fenced(api.readMappingFile, ({ path }) => [path]),
    checkJob: fenced(api.checkJob, filesOf),
    planJob: fenced(api.planJob, filesOf),
    ...outcomeFiles(api, fenced),
    startJob: fenced(api.startJob, ({ sourcePaths }) => sourcePaths ?? []),
    planDatabaseRegistration: fenced(api.planDatabaseRegistration, ({ database }) => [database]),
    registerDatabase: fenced(api.registerDatabase, ({ database }) => [database]),
    createDraft: fenced(api.createDraft, filesOf),
    changeDraft: async (input) => {
      const named = [...filesOf(input.change), ...(input.change.fileMappings ?? []).map(({ path }) => path)];
      if (named.length > 0) {
        const draft = await api.getDraft({ draftId: input.draftId });
        await admit(named, [...draft.files, draft.resources.listPath]);
      }
      return api.changeDraft(input);
    },
    testConnection: async (input) => {
      await admitProfile(input);
      return api.testConnection(input);
    },
    keepProfile: async (input) => {
      await admitProfile(input);
      return api.keepProfile(input);
    },
  };
}

type Fenced = <I, O>(
  method: (input: I) => Promise<O>,
  pathsOf: (input: I) => readonly unknown[],
) => (input: I) => Promise<O>;

/** What came of jobs goes out into files and comes back in others. */
function outcomeFiles(api: EngineApi, fenced: Fenced) {
  return {
    writeReport: fenced(api.writeReport, ({ path }) => [path]),
    writeRejects: fenced(api.writeRejects, ({ path }) => [path]),
    checkCorrections: fenced(api.checkCorrections, ({ path }) => [path]),
    retryJob: fenced(api.retryJob, ({ correctionsPath }) => [correctionsPath]),
    exportJob: fenced(api.exportJob, ({ path }) => [path]),
    inspectHaul: fenced(api.inspectHaul, ({ path }) => [path]),
    importJob: fenced(api.importJob, ({ path }) => [path]),
  } satisfies Partial<EngineApi>;
}

interface NamesFiles {
  readonly files?: readonly string[] | undefined;
  readonly resources?: { readonly listPath?: string | null | undefined } | undefined;
}

function filesOf({ files = [], resources }: NamesFiles): unknown[] {
  return [...files, resources?.listPath];
}

interface NamesCertificates {
  readonly caFile?: string | null | undefined;
  readonly clientCertificate?:
    { readonly certificateFile: string; readonly keyFile: string } | null | undefined;
}

function certificatesOf({ caFile, clientCertificate }: NamesCertificates): unknown[] {
  return [caFile, clientCertificate?.certificateFile, clientCertificate?.keyFile];
}
