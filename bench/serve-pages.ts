import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createEngine } from '../src/engine/create-engine.ts';
import type { Engine } from '../src/engine/create-engine.ts';
import { hasEnded } from '../src/domain/job-state.ts';
import { makeSampleSite } from '../src/engine/sample-site/make-sample-site.ts';
import type { SampleSiteOptions } from '../src/engine/sample-site/sample-site-options.ts';
import { startPracticeVtn } from '../src/practice-vtn/start-practice-vtn.ts';
import { startServer } from '../src/server/start-server.ts';
import type { PageOrders, PageScene, ServedPages } from './page-orders.ts';

/**
 * Serves the pages over an engine with the scene that they are measured in, in a process of its own, so that the
 * bench only watches. Each line of its input is answered with an address; it ends with its input.
 */
async function serve({ scene, folder, rendererDir }: PageOrders): Promise<void> {
  const vtn = await startPracticeVtn({ databasePath: path.join(folder, 'vtn.sqlite') });
  const engine = createEngine({
    stateDir: path.join(folder, 'state'),
    version: '0.0.0-bench',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token: vtn.token }) },
  });
  const stage = makers[scene];
  const files = await stage.makeFiles(path.join(folder, 'site'));
  const server = await startServer({ engine, rendererDir });
  for await (const _line of createInterface({ input: process.stdin })) {
    const route = await stage.enter(engine, files, vtn.baseUrl);
    const served: ServedPages = { url: server.newUrl(), route };
    process.stdout.write(`${JSON.stringify(served)}\n`);
  }
  await server.close();
  await engine.close();
  await vtn.close();
}

interface Stage {
  readonly makeFiles: (folder: string) => Promise<string[]>;
  /** What is done before each visit; gives the address behind the #. */
  readonly enter: (engine: Engine, files: string[], baseUrl: string) => Promise<string>;
}

const jobsInList = 20;
const minutes = 1_000_000;

const makers: Record<PageScene, Stage> = {
  jobs: {
    makeFiles: site({ vens: jobsInList, resources: jobsInList, loadsPerResource: 1 }),
    enter: async (engine, files, baseUrl) => {
      if ((await engine.api.listJobs({})).length > 0) return '/';
      const { id: draftId } = await engine.api.createDraft({ files });
      const { vens } = await engine.api.surveyDraft({ draftId });
      for (const { ven } of vens)
        await engine.api.planJob({ files, destination: { baseUrl }, selection: { vens: [ven] } });
      await engine.api.removeDraft({ draftId });
      return '/';
    },
  },
  running: {
    makeFiles: site({ resources: 240 }),
    enter: async (engine, files, baseUrl) => {
      // The job of the visit before still holds the resources.
      for (const { id, state } of await engine.api.listJobs({}))
        if (!hasEnded(state)) await engine.api.cancelJob({ jobId: id });
      const { jobId } = await engine.api.planJob({ files, destination: { baseUrl } });
      await engine.api.startJob({ jobId });
      return `/jobs/${jobId}`;
    },
  },
  plot: {
    makeFiles: async (folder) => [await writeMinutes(`${folder}.csv`)],
    enter: draftAt('preview'),
  },
  grid: { makeFiles: site({ vens: 48, resources: 19_402, meters: 153 }), enter: draftAt('series') },
};

function site(options: SampleSiteOptions): Stage['makeFiles'] {
  return async (folder) => {
    const { databasePath, meterFilePath } = await makeSampleSite(folder, options);
    return [databasePath, meterFilePath];
  };
}

function draftAt(step: 'preview' | 'series'): Stage['enter'] {
  return async (engine, files) => {
    const [known] = await engine.api.listDrafts({});
    const draft = known ?? (await engine.api.createDraft({ files }));
    await engine.api.surveyDraft({ draftId: draft.id, extent: 'all' });
    return `/drafts/${draft.id}/${step}`;
  };
}

/** A CSV of minutes of one meter. */
async function writeMinutes(file: string): Promise<string> {
  const lines = ['time,energy (kWh)'];
  const firstMs = Date.UTC(2024, 0, 1);
  for (let minute = 0; minute < minutes; minute++) {
    const start = new Date(firstMs + minute * 60_000).toISOString().replace('.000Z', 'Z');
    const value = 20 + 12 * Math.sin((minute / 1440) * 2 * Math.PI) + ((minute * 7919) % 100) / 25;
    lines.push(`${start},${value.toFixed(2)}`);
  }
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

await serve(JSON.parse(process.argv[2] ?? '{}') as PageOrders);
