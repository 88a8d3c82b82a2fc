import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';

/** An engine that only looks at files, with a temporary folder of its own. */
export interface BareEngine {
  readonly engine: Engine;
  readonly folder: string;
  close(): Promise<void>;
}

export async function startBareEngine(name: string): Promise<BareEngine> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `meterhaul-${name}-`));
  const engine = createEngine({
    stateDir: path.join(folder, 'state'),
    version: '0.0.0-test',
    secrets: { credentialsFor: () => Promise.resolve(null) },
  });
  const close = async (): Promise<void> => {
    await engine.close();
    await rm(folder, { recursive: true });
  };
  return { engine, folder, close };
}
