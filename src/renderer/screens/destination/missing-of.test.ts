import { expect, it } from 'vitest';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { readinessOf } from './missing-of.ts';

const profile = (changes: Partial<ProfileView>): ProfileView => ({
  name: 'Site A',
  baseUrl: 'https://vtn.example.com/openadr3',
  protocol: 'bulk',
  signIn: { kind: 'token' },
  caFile: null,
  clientCertificate: null,
  proxy: { kind: 'system' },
  limits: {
    maxPointsPerSecond: null,
    maxRequestsPerSecond: null,
    maxBytesPerSecond: null,
    concurrency: 'auto',
    window: null,
    compress: 'none',
  },
  readBackPath: null,
  deletePath: null,
  trustsAnyCertificate: false,
  secret: 'kept',
  trouble: null,
  lastTest: null,
  rehearsal: false,
  ...changes,
});

const lastTest = (ok: boolean): ProfileView['lastTest'] => ({
  ok,
  at: '2026-11-21T06:00:00.000Z',
  rehearsal: false,
  steps: [],
  acceptedBytes: null,
  refusedBytes: null,
  takesGzip: null,
  latencyMs: null,
  bytesPerSecond: null,
});

const ready = (profiles: readonly ProfileView[] | null, name: string | null = 'Site A') =>
  readinessOf({ name, profiles, isReportIdWrong: false, isEditing: false });

it('asks for a destination, for one that is there, and for its secret', () => {
  expect(ready([], null).missing).toEqual(['profile']);
  expect(ready([]).missing).toEqual(['gone']);
  expect(ready([profile({ secret: 'none' })]).missing).toEqual(['secret']);
  expect(ready([profile({ secret: 'session' })]).missing).toEqual([]);
});

it('asks for nothing before the list is there', () => {
  expect(ready(null)).toEqual({ missing: [], connection: null });
});

it('lets the person go on after a test that failed, and says so', () => {
  expect(ready([profile({ lastTest: lastTest(false) })])).toEqual({
    missing: [],
    connection: 'failedBefore',
  });
  expect(ready([profile({})])).toEqual({ missing: [], connection: 'untested' });
  expect(ready([profile({ lastTest: lastTest(true) })])).toEqual({ missing: [], connection: null });
});

it('asks for a report id that is one, and for the form to be finished', () => {
  const { missing } = readinessOf({
    name: 'Site A',
    profiles: [profile({})],
    isReportIdWrong: true,
    isEditing: true,
  });
  expect(missing).toEqual(['form', 'reportId']);
});
