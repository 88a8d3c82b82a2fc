import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { setScene } from './scene.ts';
import type { Scene } from './scene.ts';

/** Everything that a run leaves behind or shows: the state directory, both outputs, the list of processes. */
async function everythingWritten(scene: Scene, outputs: readonly string[]): Promise<string> {
  const state = path.join(scene.folder, 'state');
  const entries = await readdir(state, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(files.map((file) => path.basename(file))).toEqual(
    expect.arrayContaining(['ledger.sqlite', 'meterhaul.log']),
  );
  const contents = await Promise.all(files.map((file) => readFile(file, 'latin1')));
  return [...contents, ...outputs].join('\n');
}

const ways = [
  'a token in the environment',
  'a token file',
  'client credentials',
  'an environment file',
] as const;

async function credentialsBy(
  way: (typeof ways)[number],
  scene: Scene,
  secret: { token: string; clientSecret: string },
): Promise<{ args: string[]; environment: Readonly<Record<string, string>> }> {
  const { clientId, tokenUrl } = scene.vtn;
  const file = path.join(scene.folder, 'credentials');
  switch (way) {
    case 'a token in the environment':
      return { args: [], environment: { METERHAUL_TOKEN: secret.token } };
    case 'a token file':
      await writeFile(file, `${secret.token}\n`);
      return { args: ['--token-file', file], environment: { METERHAUL_TOKEN: '' } };
    case 'client credentials':
      return {
        args: [],
        environment: {
          METERHAUL_TOKEN: '',
          METERHAUL_CLIENT_ID: clientId,
          METERHAUL_CLIENT_SECRET: secret.clientSecret,
          METERHAUL_TOKEN_URL: tokenUrl,
        },
      };
    case 'an environment file':
      await writeFile(
        file,
        `OAUTH_CLIENT_ID=${clientId}\nOAUTH_CLIENT_SECRET=${secret.clientSecret}\nOAUTHCHECK_ACCESS_TOKEN_OBTAIN_URL=${tokenUrl}\nVTN_SERVER_ADDRESS=${scene.vtn.origin}\n`,
      );
      return { args: ['--env-file', file], environment: { METERHAUL_TOKEN: '' } };
  }
}

describe.each(ways)('secrets given by %s', (way) => {
  it('are in no ledger, log, output or list of processes, whether the upload succeeds or fails', async () => {
    await using scene = await setScene();
    const right = { token: scene.vtn.token, clientSecret: scene.vtn.clientSecret };
    const wrong = { token: 'wrong-token-0123456789', clientSecret: 'wrong-secret-0123456789' };
    const outputs: string[] = [];
    for (const secret of [wrong, right]) {
      const { args, environment } = await credentialsBy(way, scene, secret);
      const command = [
        'upload',
        ...scene.files,
        '--vtn',
        scene.vtn.baseUrl,
        '--log-level',
        'debug',
        '--json',
        ...args,
      ];
      scene.vtn.setFaults(
        secret === right
          ? [
              { kind: 'latency', ms: 50 },
              { kind: 'server-error', times: 1 },
            ]
          : [],
      );
      const upload = scene.start(command, environment);
      await upload.says(secret === right ? 'Canary' : 'Job ');
      outputs.push(await readFile(`/proc/${upload.process.pid ?? 0}/cmdline`, 'latin1').catch(() => ''));
      const ended = await upload.ended;
      outputs.push(ended.stdout, ended.stderr);
      expect(ended.exitCode).toBe(secret === right ? 0 : 3);
      if (secret === wrong) await scene.run(['remove', (ended.json() as { job: string }).job]);
    }
    const written = await everythingWritten(scene, outputs);
    for (const secret of [...Object.values(right), ...Object.values(wrong)])
      expect(written).not.toContain(secret);
    expect(written).not.toContain('Bearer ');
    // What a token server issues starts like every JWT.
    expect(written).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}/);
  });
});
