import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { recallVtn, rememberVtn } from './vtn-memory.ts';
import type { VtnMemory } from './vtn-memory.ts';

const nothing: VtnMemory = {
  acceptedBytes: 0,
  refusedBytes: null,
  takesGzip: null,
  requestsAtOnce: null,
  batchSize: null,
  pointsPerSecond: null,
  bytesPerSecond: null,
};

let stateDir: string;
let ledger: Ledger;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-memory-'));
  ledger = openLedger({ stateDir });
});
afterEach(() => {
  ledger.close();
  rmSync(stateDir, { recursive: true });
});

it('nothing is known of a VTN that no job has met', () => {
  expect(ledger.read((database) => recallVtn(database, 'a'))).toEqual(nothing);
});

it('what is learned later adds to what is known, for that VTN only', () => {
  ledger.write('memory', (database) => {
    rememberVtn(database, 'a', { acceptedBytes: 500, refusedBytes: 900 });
    rememberVtn(database, 'a', { takesGzip: false });
    rememberVtn(database, 'a', {
      requestsAtOnce: 12,
      batchSize: 5000,
      pointsPerSecond: 48_000,
      bytesPerSecond: 9e6,
    });
    rememberVtn(database, 'a', { pointsPerSecond: null });
    rememberVtn(database, 'b', { takesGzip: true });
  });
  expect(ledger.read((database) => [recallVtn(database, 'a'), recallVtn(database, 'b')])).toEqual([
    {
      acceptedBytes: 500,
      refusedBytes: 900,
      takesGzip: false,
      requestsAtOnce: 12,
      batchSize: 5000,
      pointsPerSecond: null,
      bytesPerSecond: 9e6,
    },
    { ...nothing, takesGzip: true },
  ]);
});
