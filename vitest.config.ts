import os from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: ['test/crash/**', 'test/model/**', 'test/soak/**'],
          setupFiles: ['test/fail-on-console-noise.ts', 'test/seeded-properties.ts'],
          // A guard only: no test waits for it, and a machine may be busy.
          testTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
          // The run says at its end which tests needed it. Where the promises are proven, once is too often: none there.
          retry: 1,
          // Many tests wait for files, sockets and processes: one more than there are cores keeps these busy.
          maxWorkers: os.availableParallelism() + 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Processes are killed and started here: alone on the machine, after everything else.
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts', 'test/model/**/*.test.ts', 'test/soak/**/*.test.ts'],
          setupFiles: ['test/fail-on-console-noise.ts'],
          testTimeout: 240_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
