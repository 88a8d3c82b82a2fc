import { readFile } from 'node:fs/promises';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { describe, expect, it, vi } from 'vitest';
import { contentSecurityPolicy } from '../contract/page-policy.ts';
import { mappingEnding } from './file-dialogs.ts';

vi.mock('electron', () => ({}));

const root = new URL('../../', import.meta.url);

describe('the packaged app', () => {
  it('cannot be made to run code other than its own', async () => {
    const afterPack = (await import(new URL('scripts/after-pack.mjs', root).href)) as { fuses: unknown };
    expect(afterPack.fuses).toMatchObject({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    });
  });

  it('is an archive whose fuses are set, and opens jobs and mappings by their files', async () => {
    const builder = await readFile(new URL('electron-builder.yml', root), 'utf8');
    expect(builder).toMatch(/^asar: true$/m);
    expect(builder).toMatch(/^afterPack: scripts\/after-pack\.mjs$/m);
    expect(builder).not.toMatch(/disableAsarIntegrity/);
    expect([...builder.matchAll(/^ {2}- ext: (\w+)$/gm)].map(([, ending]) => ending)).toEqual([
      'haul',
      mappingEnding,
    ]);
    expect(builder).toContain('appId: org.meterhaul.app');
  });

  it('takes Electron in one exact version', async () => {
    const text = await readFile(new URL('package.json', root), 'utf8');
    const { devDependencies } = JSON.parse(text) as { devDependencies: Record<string, string> };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

it('pages run their own scripts and styles only, and nothing may frame them', () => {
  const rules = contentSecurityPolicy.split('; ');
  expect(rules).toContain("default-src 'none'");
  expect(rules).toContain("script-src 'self'");
  expect(rules).toContain("frame-ancestors 'none'");
  expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/);
});
