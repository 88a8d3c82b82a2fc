import { existsSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/**
 * Programs that run in Node or in Electron's own processes. Each lies exactly one folder below out/, as do the
 * chunks they share, so that `new URL('../workers/reader-worker.js', import.meta.url)` holds wherever the code
 * that starts the worker ends up.
 */
const programs = {
  'main/index': 'src/main/index.ts',
  'engine-host/index': 'src/engine-host/index.ts',
  'cli/index': 'src/cli/index.ts',
  'practice-vtn/index': 'src/practice-vtn/index.ts',
  'workers/reader-worker': 'src/engine/workers/reader-worker.ts',
  'workers/ledger-worker': 'src/engine/ledger/ledger-worker.ts',
};

export default defineConfig({
  main: {
    plugins: [
      emptyFolders(['main', 'engine-host', 'cli', 'practice-vtn', 'workers', 'chunks']),
      executable('cli/index.js'),
    ],
    build: {
      outDir: 'out',
      // Of its hundred files few are needed: bundled it loads in a fifth of the time, in each thread.
      externalizeDeps: { exclude: ['zod'] },
      // out/ also holds the pages and the preload, which are built separately.
      emptyOutDir: false,
      target: 'node22.12',
      rolldownOptions: {
        input: existingPrograms(),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: resolve(root, 'src/preload/index.ts') },
        // A sandboxed preload is loaded by require().
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    publicDir: resolve(root, 'resources/icons'),
    plugins: [react()],
    build: {
      // The pages also open in whatever browser is at hand, through `meterhaul serve`.
      target: 'es2022',
      // Browsers that know light-dark(); without it the colours are rewritten into something larger.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      minify: true,
      // Fonts and images stay files: the policy of the pages names 'self' only.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(root, 'src/renderer/index.html') },
    },
  },
});

function existingPrograms(): Record<string, string> {
  const entries = Object.entries(programs).map(([name, file]) => [name, resolve(root, file)] as const);
  return Object.fromEntries(entries.filter(([, file]) => existsSync(file)));
}

/** Old chunks have other hashes in their names and would pile up; the other parts' folders are left alone. */
function emptyFolders(folders: readonly string[]): Plugin {
  return {
    name: 'meterhaul:empty-folders',
    apply: 'build',
    // Not earlier: a build that fails leaves the last good one in place.
    generateBundle: async () => {
      await Promise.all(
        folders.map((folder) => rm(resolve(root, 'out', folder), { recursive: true, force: true })),
      );
    },
  };
}

/** `npm install --global` and packagers link to the program, so the file itself has to be executable. */
function executable(file: string): Plugin {
  return {
    name: 'meterhaul:executable',
    apply: 'build',
    closeBundle: async () => {
      const path = resolve(root, 'out', file);
      if (existsSync(path)) await chmod(path, 0o755);
    },
  };
}
