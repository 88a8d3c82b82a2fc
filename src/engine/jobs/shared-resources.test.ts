import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRehearsal } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import { writeMeterFile } from '../sources/hdf5/write-meter-file.ts';
import type { MeterSeries } from '../sources/hdf5/write-meter-file.ts';

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 2, rows: 2 });
});
afterAll(() => rehearsal.close());

/** Hourly readings from hour `from` to before `to` whose values follow from their hour alone. */
function hours(component: string, from: number, to: number): MeterSeries {
  const hour = Float64Array.from({ length: to - from }, (_, row) => from + row);
  const stamps = hour.map((each) => Date.UTC(2025, 0, 1, each) / 1000);
  return { component, stamps, values: hour.map((each) => each * 10), storedAs: 'float64', gzip: false };
}

it('two loads of one VTN resource send what the other lacks, and never two requests at once', async () => {
  const { site } = rehearsal;
  const resources = new Database(site.databasePath);
  resources.exec('UPDATE loads SET vtn_resource_id = (SELECT min(vtn_resource_id) FROM loads)');
  resources.close();
  const meterId = site.loads[0]?.meterId ?? '';
  const series = [hours('load_0', 0, 140), hours('load_1', 60, 200)];
  await writeMeterFile(site.meterFilePath, [{ meterId, company: 'Test', series }]);

  const vtn = await rehearsal.startVtn({ faults: [{ kind: 'latency', ms: 20 }] });
  const pace = { chunkPoints: 10, canaryPoints: 0, concurrency: 2 };
  const { jobId, plan } = await rehearsal.plan(vtn.baseUrl, { pace });
  expect(plan.points).toMatchObject({ planned: 200, duplicate: 80 });
  const job = await rehearsal.run(jobId);

  expect(job).toMatchObject({ state: 'completed', points: { confirmed: 200 } });
  const [resource = ''] = vtn.storedResources();
  expect(vtn.storedIntervals(resource).map(({ value }) => value)).toEqual(
    Array.from({ length: 200 }, (_, hour) => hour * 10),
  );
  expect(vtn.observations()).toMatchObject({ maxInFlightPerResource: 1, rewrites: 0 });
});
