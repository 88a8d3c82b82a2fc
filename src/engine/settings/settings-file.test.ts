import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../ports/log.ts';
import { readSettings, writeSettings } from './settings-file.ts';

const asTheyCome = {
  language: 'system',
  theme: 'system',
  notify: true,
  keepAwake: true,
  keepEndedJobsDays: null,
};

let stateDir: string;
let warnings: string[];
const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
beforeEach(() => {
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-settings-'));
  warnings = [];
});
afterEach(() => rmSync(stateDir, { recursive: true }));

describe('the settings', () => {
  it('are as they come while nobody has set any, without a word in the log', () => {
    expect(readSettings(stateDir, log)).toEqual(asTheyCome);
    expect(warnings).toEqual([]);
  });

  it('are kept for their owner only, in one file that is always whole', () => {
    writeSettings(stateDir, {
      language: 'nb',
      theme: 'dark',
      notify: false,
      keepAwake: true,
      keepEndedJobsDays: null,
    });
    expect(readSettings(stateDir, log)).toMatchObject({ language: 'nb', theme: 'dark', notify: false });
    expect(readdirSync(stateDir)).toEqual(['settings.json']);
    expect((statSync(path.join(stateDir, 'settings.json')).mode & 0o777).toString(8)).toBe('600');
  });

  it.each(['', '{"language":', '{"language":"klingon"}', 'null'])(
    'are as they come when their file is damaged (%j), and the log says so',
    (text) => {
      writeFileSync(path.join(stateDir, 'settings.json'), text);
      expect(readSettings(stateDir, log)).toEqual(asTheyCome);
      expect(warnings).toHaveLength(1);
    },
  );

  it('that cannot be written say where, and the old ones stay', () => {
    const file = path.join(stateDir, 'file');
    writeFileSync(file, 'in the way');
    const chosen = {
      language: 'da',
      theme: 'light',
      notify: true,
      keepAwake: true,
      keepEndedJobsDays: null,
    } as const;
    expect(() => writeSettings(file, chosen)).toThrow(expect.objectContaining({ code: 'ledger/unwritable' }));
    expect(readFileSync(file, 'utf8')).toBe('in the way');
  });
});
