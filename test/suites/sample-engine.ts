import { AppError } from '../../src/contract/app-error.ts';
import type { EngineApi } from '../../src/contract/engine-api.ts';
import type { EngineEvent, EngineEvents, EngineListener } from '../../src/contract/engine-events.ts';
import { paceRequest } from '../../src/contract/request-shapes.ts';
import type { JobDetail, JobSummary } from '../../src/contract/job-shapes.ts';
import { settings } from '../../src/contract/settings-shapes.ts';

export interface SampleEngine extends EngineEvents {
  readonly api: EngineApi;
  takeDownload(downloadId: string): null;
  /** Calls as they reached the engine, after their input was parsed. */
  readonly calls: { method: string; input: unknown }[];
  tell(event: EngineEvent): void;
  listenerCount(): number;
  close(): Promise<void>;
}

/** An engine made by hand: it answers with what it is given and does nothing by itself. */
export function sampleEngine(answers: Partial<EngineApi> = {}): SampleEngine {
  const listeners = new Set<EngineListener>();
  const calls: SampleEngine['calls'] = [];
  const told = <T>(method: string, input: unknown, output: T): Promise<T> => {
    calls.push({ method, input });
    return Promise.resolve(output);
  };
  const missing = (): Promise<never> =>
    Promise.reject(new AppError('engine/bug', 'The sample engine has no such answer.'));

  const api: EngineApi = {
    describeEngine: (input) =>
      told('describeEngine', input, {
        version: '0.0.0-sample',
        stateDir: 'nowhere',
        secretProtection: { kind: 'session', text: 'Secrets are kept until Meterhaul is closed.' },
        canRehearse: false,
        folder: null,
      }),
    stopWork: (input) => told('stopWork', input, {}),
    getSettings: (input) => told('getSettings', input, settings.parse({})),
    saveSettings: (input) => told('saveSettings', input, settings.parse(input)),
    gatherDiagnostics: (input) => told('gatherDiagnostics', input, []),
    listLicences: (input) => told('listLicences', input, []),
    inspectFiles: missing,
    previewFiles: missing,
    proposeMappings: missing,
    listRejectedRows: missing,
    parseMapping: missing,
    readMappingFile: missing,
    listRecipes: (input) => told('listRecipes', input, []),
    listMappings: (input) => told('listMappings', input, []),
    keepMapping: (input) => told('keepMapping', input, {}),
    forgetMapping: (input) => told('forgetMapping', input, {}),
    listDrafts: (input) => told('listDrafts', input, []),
    createDraft: missing,
    getDraft: missing,
    changeDraft: missing,
    removeDraft: (input) => told('removeDraft', input, {}),
    startRehearsal: missing,
    surveyDraft: missing,
    listSeries: missing,
    chooseSeries: missing,
    describeSeries: missing,
    listIntervals: missing,
    locateInterval: missing,
    plotSeries: missing,
    listMarks: missing,
    sumByMonth: missing,
    listLeftOut: missing,
    planRegistration: missing,
    planDatabaseRegistration: missing,
    registerDatabase: missing,
    registerSeries: missing,
    listVtnResources: missing,
    checkDraft: missing,
    planDraft: missing,
    listProfiles: (input) => told('listProfiles', input, []),
    keepProfile: missing,
    forgetProfile: (input) => told('forgetProfile', input, {}),
    testConnection: missing,
    changePace: missing,
    getSpeed: (input) => told('getSpeed', input, { samples: [] }),
    listLoads: (input) => told('listLoads', input, { total: 0, rows: [] }),
    listFailures: (input) => told('listFailures', input, []),
    listRejects: (input) => told('listRejects', input, { total: 0, rows: [] }),
    lastVerification: (input) => told('lastVerification', input, null),
    checkJob: missing,
    planJob: missing,
    startJob: (input) => told('startJob', input, {}),
    pauseJob: (input) => told('pauseJob', input, {}),
    cancelJob: (input) => told('cancelJob', input, {}),
    removeJob: (input) => told('removeJob', input, {}),
    retryJob: (input) => told('retryJob', input, {}),
    listJobs: (input) => told('listJobs', input, []),
    getJob: missing,
    verifyJob: missing,
    checkCorrections: missing,
    listNotices: (input) => told('listNotices', input, []),
    dismissNotice: (input) => told('dismissNotice', input, {}),
    trustAnyCertificate: missing,
    stageJob: missing,
    unstageJob: (input) => told('unstageJob', input, {}),
    exportJob: missing,
    inspectHaul: missing,
    importJob: missing,
    writeReport: missing,
    writeRejects: missing,
    planUndo: missing,
    undoJob: missing,
    ...answers,
  };

  return {
    api,
    calls,
    takeDownload: () => null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    listenerCount: () => listeners.size,
    close: () => Promise.resolve(),
  };
}

const noPoints = {
  planned: 0,
  confirmed: 0,
  rejected: 0,
  uncertain: 0,
  unsent: 0,
  duplicate: 0,
  conflict: 0,
  gap: 0,
};

export function sampleJob(changes: Partial<JobSummary> = {}): JobSummary {
  return {
    id: 'job-1',
    state: 'planned',
    active: changes.state === 'running' || changes.state === 'waiting',
    createdAt: '2026-11-20T10:00:00.000Z',
    files: ['resources.db', 'load_data.h5'],
    baseUrl: 'http://127.0.0.1:8444/openadr3',
    rehearsal: false,
    loads: { total: 2, confirmed: 0, failed: 0, skipped: 0 },
    points: { ...noPoints, planned: 1000, unsent: 1000 },
    requests: 0,
    bytes: 0,
    pointsPerSecond: 0,
    remainingMs: null,
    currentLoad: null,
    wait: null,
    limiter: null,
    lastError: null,
    staged: false,
    ...changes,
  };
}

export function sampleJobDetail(summary: JobSummary, changes: Partial<JobDetail> = {}): JobDetail {
  return {
    ...summary,
    plan: {
      files: summary.files,
      preset: 'ven-client',
      loads: summary.loads,
      points: summary.points,
      rowsRejected: 0,
      requests: 4,
      bytes: 118_000,
      estimatedSeconds: 1,
      intervalLengths: [{ intervalMs: 3_600_000, series: 2 }],
      firstStart: '2025-01-01T00:00:00.000Z',
      lastStart: '2025-12-31T23:00:00.000Z',
    },
    vens: [{ ven: 'north', loads: summary.loads, points: summary.points }],
    skipped: [],
    failed: [],
    problems: [],
    rejects: [],
    rejectCount: 0,
    loadRows: [],
    guarantee: 'Acknowledged by the VTN, whose store overwrites.',
    guaranteeLevel: 'overwriting',
    trustsAnyCertificate: false,
    handedOver: null,
    imported: null,
    decisions: [],
    pace: paceRequest.parse({}),
    timeZone: 'Europe/Copenhagen',
    startedAt: null,
    endedAt: null,
    ...changes,
  };
}
