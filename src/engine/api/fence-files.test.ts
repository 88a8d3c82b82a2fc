import { expect, it } from 'vitest';
import { sampleEngine } from '../../../test/suites/sample-engine.ts';
import { AppError } from '../../contract/app-error.ts';
import { draft } from '../../contract/draft-shapes.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { engineApi } from '../../contract/engine-api.ts';
import { mappingDocument } from '../../contract/mapping-document.ts';
import { profile } from '../../contract/profile-shapes.ts';
import { jobRequest } from '../../contract/request-shapes.ts';
import { fenceFiles } from './fence-files.ts';

const inside = '/site/north.csv';
const outside = '/etc/passwd';
const destination = { baseUrl: 'http://127.0.0.1:8444/openadr3' };
const mapping = mappingDocument.parse({
  meterhaul: 'mapping',
  version: 1,
  name: 'north',
  format: 'csv',
  time: { stamp: null },
});
const vtn = { name: 'north', baseUrl: destination.baseUrl };

/** The methods of a sample engine that does whatever it is asked, behind a fence around /site. */
function fenced(answers: Partial<EngineApi> = {}): EngineApi {
  const { api } = sampleEngine(answers);
  return fenceFiles(api, {
    folder: '/site',
    admit: (path) =>
      path.startsWith('/site/')
        ? Promise.resolve()
        : Promise.reject(new AppError('source/out-of-bounds', `${path} lies outside.`)),
  });
}

it.each<[keyof EngineApi, (api: EngineApi) => Promise<unknown>]>([
  ['inspectFiles', (api) => api.inspectFiles({ paths: [inside, outside] })],
  ['previewFiles', (api) => api.previewFiles({ files: [outside] })],
  ['previewFiles', (api) => api.previewFiles({ files: [inside], resources: { listPath: outside } })],
  ['proposeMappings', (api) => api.proposeMappings({ files: [outside] })],
  ['listRejectedRows', (api) => api.listRejectedRows({ path: outside, mapping, offset: 0, limit: 1 })],
  ['checkJob', (api) => api.checkJob({ files: [outside], destination: null })],
  ['planJob', (api) => api.planJob({ files: [inside], destination, resources: { listPath: outside } })],
  ['startJob', (api) => api.startJob({ jobId: 'j', sourcePaths: [outside] })],
  ['writeReport', (api) => api.writeReport({ jobId: 'j', format: 'csv', path: outside })],
  ['exportJob', (api) => api.exportJob({ jobId: 'j', path: outside })],
  ['inspectHaul', (api) => api.inspectHaul({ path: outside })],
  ['importJob', (api) => api.importJob({ path: outside, destination })],
  ['createDraft', (api) => api.createDraft({ files: [outside] })],
  ['testConnection', (api) => api.testConnection({ profile: { ...vtn, caFile: outside } })],
  [
    'keepProfile',
    (api) =>
      api.keepProfile({
        profile: { ...vtn, clientCertificate: { certificateFile: inside, keyFile: outside } },
      }),
  ],
])('%s does not touch a file that the fence refuses', async (method, call) => {
  const api = fenced({
    [method]: () => Promise.reject(new Error('The method was reached.')),
  });
  await expect(call(api)).rejects.toMatchObject({ code: 'source/out-of-bounds' });
});

it('lets everything through that names no file or only files inside', async () => {
  const planned = jobRequest.parse({ files: [inside], destination });
  const api = fenced({ planJob: () => Promise.resolve({ jobId: 'job-1' } as never) });
  await expect(api.planJob(planned)).resolves.toMatchObject({ jobId: 'job-1' });
  await expect(api.startJob({ jobId: 'job-1' })).resolves.toEqual({});
  await expect(api.listJobs({})).resolves.toEqual([]);
});

it('lets a draft keep a file that it was given in the desktop app, and takes no other from there', async () => {
  const kept = draft.parse({
    id: 'd',
    createdAt: '2026-11-20T10:00:00Z',
    changedAt: '2026-11-20T10:00:00Z',
    step: 'sources',
    files: ['/media/stick/old.csv'],
    mapping: {},
    fileMappings: [],
    resources: {},
    range: {},
    destination: {},
    pace: {},
  });
  const api = fenced({
    getDraft: () => Promise.resolve(kept),
    changeDraft: ({ change }) => Promise.resolve({ ...kept, files: change.files ?? kept.files }),
  });
  const files = ['/media/stick/old.csv', inside];
  await expect(api.changeDraft({ draftId: 'd', change: { files } })).resolves.toMatchObject({ files });
  await expect(
    api.changeDraft({ draftId: 'd', change: { files: ['/media/stick/other.csv'] } }),
  ).rejects.toMatchObject({ code: 'source/out-of-bounds' });
  await expect(api.changeDraft({ draftId: 'd', change: { step: 'mapping' } })).resolves.toMatchObject({
    files: kept.files,
  });
});

it('lets a destination keep the certificate that it has', async () => {
  const kept = profile.parse({ ...vtn, caFile: '/etc/ssl/site.pem' });
  const view = {
    ...kept,
    secret: 'none',
    trouble: null,
    lastTest: null,
    rehearsal: false,
    trustsAnyCertificate: false,
  } as const;
  const api = fenced({
    listProfiles: () => Promise.resolve([view]),
    keepProfile: () => Promise.resolve(view),
  });
  await expect(api.keepProfile({ profile: kept })).resolves.toMatchObject({ caFile: '/etc/ssl/site.pem' });
});

it('knows every method that takes a path', () => {
  const known = fenced();
  const { api } = sampleEngine();
  const takesPaths = Object.entries(engineApi).filter(([, { input }]) => {
    const keys = Object.keys(input.shape);
    return ['path', 'paths', 'files', 'sourcePaths', 'change', 'resources', 'profile'].some((key) =>
      keys.includes(key),
    );
  });
  const names = takesPaths.map(([name]) => name).filter((name) => name !== 'listVtnResources');
  expect(names.length).toBeGreaterThan(9);
  for (const name of names as (keyof EngineApi)[]) {
    expect(`${name}: ${String(known[name] === api[name])}`).toBe(`${name}: false`);
  }
});
