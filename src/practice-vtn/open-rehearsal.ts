import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PracticeVtn } from './start-practice-vtn.ts';
import { randomSecret } from './token-desk.ts';

/** What a client of the rehearsal needs. */
interface RehearsalAddress {
  readonly baseUrl: string;
  readonly token: string;
}

/** A practice VTN that is started when somebody wants to rehearse. */
export interface Rehearsal {
  /** Starts it, or gives the one that runs already; points, port and token are kept in the folder. */
  open(folder: string): Promise<RehearsalAddress>;
  close(): Promise<void>;
}

/** Nothing runs, and nothing of the VTN is loaded, before the first `open`. */
export function openRehearsal(): Rehearsal {
  let running: Promise<PracticeVtn> | null = null;
  return {
    open: async (folder) => {
      const starting = (running ??= start(folder));
      try {
        const { baseUrl, token } = await starting;
        return { baseUrl, token };
      } catch (thrown) {
        // The next attempt starts anew.
        if (running === starting) running = null;
        throw thrown;
      }
    },
    close: async () => {
      const stopping = running;
      running = null;
      const vtn = await stopping?.catch(() => null);
      await vtn?.close();
    },
  };
}

async function start(folder: string): Promise<PracticeVtn> {
  const { startPracticeVtn } = await import('./start-practice-vtn.ts');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const placePath = join(folder, 'practice-vtn.json');
  const { port, token } = await readPlace(placePath);
  const options = { databasePath: join(folder, 'practice-vtn.sqlite'), token };
  // A job that was begun in an earlier rehearsal knows the VTN by its port.
  const vtn = await startPracticeVtn({ ...options, port }).catch((thrown: unknown) => {
    if (port === 0) throw thrown;
    return startPracticeVtn(options);
  });
  const place = { port: Number(new URL(vtn.origin).port), token };
  await writeFile(placePath, `${JSON.stringify(place)}\n`, { mode: 0o600 });
  return vtn;
}

/** Port and token of the rehearsal before; any port and a new token when there was none. */
async function readPlace(path: string): Promise<{ port: number; token: string }> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  const { port, token } = parsePlace(text);
  return {
    port: typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0,
    token: typeof token === 'string' && token !== '' ? token : randomSecret(),
  };
}

function parsePlace(text: string): { port?: unknown; token?: unknown } {
  try {
    const place: unknown = JSON.parse(text);
    return typeof place === 'object' && place !== null ? place : {};
  } catch {
    return {};
  }
}
