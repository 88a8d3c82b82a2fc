import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const packages = ['h5py', 'pandas', 'aiohttp'];
const installMs = 180_000;

/** A Python that has what today's loop needs, or why there is none. */
export type FoundPython =
  { readonly kind: 'found'; readonly program: string } | { readonly kind: 'none'; readonly reason: string };

/**
 * Looks for a Python with h5py, pandas and aiohttp: the one that was named, then the usual ones. Where none has them,
 * they are installed into an environment in the folder, which takes half a minute and a line to the internet.
 */
export async function findPython(named: string | null, folder: string): Promise<FoundPython> {
  const candidates = named === null ? ['python3', 'python'] : [named];
  const answering: string[] = [];
  for (const program of candidates) {
    if (await succeeds(program, ['-c', `import ${packages.join(', ')}`])) return { kind: 'found', program };
    if (await succeeds(program, ['-c', 'import venv'])) answering.push(program);
  }
  const [plain] = answering;
  if (plain === undefined) return { kind: 'none', reason: `there is no Python (${candidates.join(', ')})` };
  return install(plain, path.join(folder, 'python'));
}

async function install(plain: string, environment: string): Promise<FoundPython> {
  const isWindows = process.platform === 'win32';
  const program = path.join(environment, isWindows ? 'Scripts' : 'bin', isWindows ? 'python.exe' : 'python');
  try {
    await run(plain, ['-m', 'venv', environment]);
    await run(program, ['-m', 'pip', 'install', '--quiet', ...packages], { timeout: installMs });
    return { kind: 'found', program };
  } catch (thrown) {
    const { stderr = '', message } = thrown as Error & { readonly stderr?: string };
    const said = stderr.trim().split('\n').at(-1) ?? '';
    const reason = `${packages.join(', ')} could not be installed: ${said === '' ? message : said}`;
    return { kind: 'none', reason };
  }
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  try {
    await run(program, args);
    return true;
  } catch {
    return false;
  }
}
