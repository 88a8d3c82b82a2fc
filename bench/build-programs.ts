import { rm, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '..');

/** As in electron.vite.config.ts. */
const bundled = ['zod'];

export interface BuiltPrograms extends AsyncDisposable {
  /** The path of a program by the name it was asked for. */
  pathOf(program: string): string;
}

/**
 * Bundles programs with the reader's thread as a release has them, into a folder of their own in the checkout:
 * they start in a third of the time that sources take, need the memory that a release needs, and are not disturbed
 * by somebody who edits the sources. A program's name is where it lies, one folder deep, as `cli/index`, since the
 * engine looks for its thread at ../workers/; sources are given below the checkout. Gone with the disposal.
 */
export async function buildPrograms(sources: Readonly<Record<string, string>>): Promise<BuiltPrograms> {
  const folder = path.join(root, '.build', `programs-${process.pid}`);
  const outDir = path.join(folder, 'out');
  const all = {
    ...sources,
    'workers/reader-worker': 'src/engine/workers/reader-worker.ts',
    'workers/ledger-worker': 'src/engine/ledger/ledger-worker.ts',
  };
  await mkdir(folder, { recursive: true });
  // The command line reads its version two folders above.
  await writeFile(path.join(folder, 'package.json'), '{ "version": "0.0.0-built", "type": "module" }');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: bundled },
    build: {
      outDir,
      emptyOutDir: true,
      ssr: true,
      target: 'node22.12',
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(all).map(([name, source]) => [name, path.join(root, source)]),
        ),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return {
    pathOf: (program) => path.join(outDir, `${program}.js`),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
