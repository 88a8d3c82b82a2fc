import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type h5wasm from 'h5wasm/node';

/** The HDF5 library, ready to be called synchronously. */
export type Hdf5Library = Awaited<typeof h5wasm.ready>;

let loading: Promise<Hdf5Library> | null = null;
let classes: typeof h5wasm | null = null;
let pluginFolder: string | null = null;
let faults = 0;

/**
 * The library, made ready once a thread. Its errors are thrown: without that it answers a failed read, such
 * as one with a missing filter, with zeros.
 */
export function loadHdf5Library(): Promise<Hdf5Library> {
  loading ??= load();
  return loading;
}

/** Loaded when a file first needs it: other files need not wait a tenth of a second for it. */
async function load(): Promise<Hdf5Library> {
  ({ default: classes } = await import('h5wasm/node'));
  const library = await classes.ready;
  library.activate_throwing_error_handler();
  return library;
}

/** The classes of the library. To be asked for once `loadHdf5Library` has answered. */
export function hdf5Classes(): typeof h5wasm {
  if (classes === null) throw new Error('The HDF5 library has not been loaded.');
  return classes;
}

/** Lets the library find its decompression plugins; done once, when a file first needs one. Returns their folder. */
export function installFilterPlugins(library: Hdf5Library): string {
  if (pluginFolder !== null) return pluginFolder;
  const packageFile = createRequire(import.meta.url).resolve('h5wasm-plugins/package.json');
  pluginFolder = join(dirname(packageFile), 'plugins');
  library.insert_plugin_search_path(pluginFolder, 0);
  return pluginFolder;
}

/**
 * Counts an error that the library threw. Each leaves a file descriptor and open handles behind, so that the
 * file it came from is never really closed: a thread that reads on must be replaced one day. An error of the
 * WebAssembly machine itself leaves the library in no state to go on, so it is thrown on.
 */
export function noteLibraryFault(cause: unknown): void {
  if (cause instanceof Error && cause.name === 'RuntimeError') throw cause;
  faults++;
}

/** How many errors the library has thrown in this thread. */
export function libraryFaults(): number {
  return faults;
}
