import { describe, expect, it } from 'vitest';
import { setScene, storedAt } from './scene.ts';

describe.each(['SIGINT', 'SIGTERM'] as const)('%s during an upload', (signal) => {
  it('finishes what is in flight, prints the command that resumes, and that command completes the job', async () => {
    await using scene = await setScene();
    scene.vtn.setFaults([{ kind: 'latency', ms: 100 }]);
    const upload = scene.start([
      'upload',
      ...scene.files,
      '--vtn',
      scene.vtn.baseUrl,
      '--chunk-points',
      '20',
      '--json',
    ]);
    await upload.says('Canary');
    upload.process.kill(signal);
    const stopped = await upload.ended;

    const result = stopped.json() as { job: string; points: Record<string, number> };
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toContain(`meterhaul resume ${result.job}`);
    expect(result).toMatchObject({ state: 'paused', points: { planned: 1200, uncertain: 0 } });
    expect(result.points['confirmed']).toBe(scene.vtn.observations().pointsStored);

    scene.vtn.setFaults([]);
    const resumed = await scene.run(['resume', result.job, '--json']);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.json()).toMatchObject({ state: 'completed', points: { confirmed: 1200 } });
    expect(storedAt(scene.vtn)).toEqual(scene.site.expected());
    expect(scene.vtn.observations()).toMatchObject({ changedRewrites: 0, maxInFlightPerResource: 1 });
  });
});
