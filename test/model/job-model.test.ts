import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { buildPrograms } from '../../bench/build-programs.ts';
import type { BuiltPrograms } from '../../bench/build-programs.ts';
import { workInLanes } from '../crash/lanes.ts';
import { listTextResources } from '../crash/text-site.ts';
import { endOfAll, plan } from './commands.ts';
import type { JobCommand } from './commands.ts';
import { newModel } from './ledger-model.ts';
import { sequences } from './sequences.ts';
import { makeWorld } from './world.ts';

/** METERHAUL_MODEL_RUNS=300 tries so many sequences; METERHAUL_PROPERTY_SEED tries others, or the same again. */
const runs = Number(process.env['METERHAUL_MODEL_RUNS'] ?? 16);
const seed = Number(process.env['METERHAUL_PROPERTY_SEED'] ?? 20_241_027);
const secondsPerRun = 30;
const commandsPerRun = 28;
const lanes = 3;

const buildTimeoutMs = 120_000;

describe(`any sequence of what can happen to a job (METERHAUL_PROPERTY_SEED=${seed})`, () => {
  let folder = '';
  let programs: BuiltPrograms | null = null;
  let program = '';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-model-'));
    programs = await buildPrograms({ 'engine/door': 'test/model/engine-door-process.ts' });
    program = programs.pathOf('engine/door');
  }, buildTimeoutMs);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await programs?.[Symbol.asyncDispose]();
  });

  it(
    'leaves ledger and VTN as a simple model of them says',
    async () => {
      const drawn = fc.sample(sequences(listTextResources(3), commandsPerRun), { numRuns: runs, seed });
      const left = [...drawn.entries()];
      await workInLanes(
        lanes,
        () => left.shift() ?? null,
        async ([number, commands]) => {
          await using world = await makeWorld({
            program,
            cacheFolder: path.join(folder, 'compiled'),
            folder,
            seed: seed + number,
          });
          await follow([plan, ...commands, ...endOfAll()], number, world);
        },
      );
    },
    60_000 + runs * secondsPerRun * 1000,
  );
});

/** Names the sequence and its command when something does not hold. */
async function follow(
  commands: readonly JobCommand[],
  number: number,
  world: Parameters<JobCommand['run']>[1],
): Promise<void> {
  const told: string[] = [];
  const named = commands.map((each) => tellingWhatItDoes(each, told));
  try {
    await fc.asyncModelRun(() => ({ model: newModel(), real: world }), named);
  } catch (thrown) {
    throw new Error(
      `Sequence ${number} with seed ${seed}: ${told.join('; ')}\n${(thrown as Error).message}`,
      {
        cause: thrown,
      },
    );
  }
}

function tellingWhatItDoes(each: JobCommand, told: string[]): JobCommand {
  return {
    check: (model) => each.check(model),
    run: async (model, real) => {
      told.push(each.toString());
      await each.run(model, real);
    },
    toString: () => each.toString(),
  };
}
