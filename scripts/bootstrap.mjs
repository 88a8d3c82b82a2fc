// The door of every npm script. Plain JavaScript for whatever Node the machine has: it brings in what is missing
// (packages, the build) and goes on under the project's own Node.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownEnvironment, ownFlags } from './own-start.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'node_modules', '.bin');
const isWindows = process.platform === 'win32';

const tasks = {
  check: () => runAll([node('scripts/check.mjs')]),
  test: (args) => runAll([build(), node('scripts/run-tests.ts', args)]),
  bench: (args) => runAll([build(), node('bench/run-bench.ts', args)]),
  demo: (args) => runAll([build(), cli(['demo', ...args])]),
  // Files are named from where the person is; npm itself has gone to the root of the project.
  meterhaul: (args) => runAll([build(), { ...cli(args), cwd: process.env.INIT_CWD }]),
  package: (args) =>
    runAll([
      build(),
      node('node_modules/electron-builder/cli.js', ['--config', 'electron-builder.yml', ...args]),
    ]),
  // Files to open can be named; npm itself has gone to the root of the project.
  start: (args) => runAll([build(), { ...node('scripts/start.mjs', args), cwd: process.env.INIT_CWD }]),
};

const [task = '', ...taskArguments] = process.argv.slice(2);
const run = tasks[task];
if (run === undefined) {
  process.stderr.write(`There is no task "${task}": ${Object.keys(tasks).join(', ')}.\n`);
  process.exit(1);
}
installPackages();
process.exitCode = await run(taskArguments);

/** Installs what the lock file names, unless that is what is there. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.meterhaul-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write('Installing packages (once; about a minute) ...\n');
  const npm = spawnSync(
    isWindows ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: isWindows,
    },
  );
  if (npm.status !== 0) {
    process.stderr.write('The packages could not be installed; npm has said why above.\n');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

function node(script, args = []) {
  // The npm package `node` brings its own binary; the shell scripts in .bin would be one process more.
  const own = path.join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');
  return {
    command: existsSync(own) ? own : process.execPath,
    args: [path.join(root, script), ...args],
    quiet: false,
  };
}

/** As the first line of the program itself has it. */
function cli(args) {
  const step = node('out/cli/index.js', args);
  return { ...step, args: [...ownFlags, ...step.args], env: ownEnvironment };
}

/** Null when the build is newer than all that goes into it. */
function build() {
  const stamp = path.join(root, 'out', '.built');
  const newest = Math.max(
    ...['src', 'electron.vite.config.ts', 'package-lock.json'].map((entry) =>
      newestMtime(path.join(root, entry)),
    ),
  );
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return null;
  process.stderr.write('Building ...\n');
  rmSync(stamp, { force: true });
  const step = node('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']);
  return {
    ...step,
    quiet: true,
    done: () => (mkdirSync(path.dirname(stamp), { recursive: true }), writeFileSync(stamp, '')),
  };
}

function newestMtime(entry) {
  const stats = statSync(entry);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(entry).map((name) => newestMtime(path.join(entry, name))));
}

async function runAll(steps) {
  for (const step of steps) {
    if (step === null) continue;
    const status = await runStep(step);
    if (status !== 0) return status;
    step.done?.();
  }
  return 0;
}

function runStep({ command, args, quiet, env = {}, cwd = root }) {
  // What a build says is not the command's result: stdout belongs to the command.
  const child = spawn(command, args, {
    cwd,
    stdio: quiet ? ['ignore', 2, 2] : 'inherit',
    env: { ...process.env, ...env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  // The child ends as it sees fit; a terminal sends SIGINT to both, other senders only to us.
  const forward = (signal) => child.kill(signal);
  process
    .on('SIGTERM', forward)
    .on('SIGHUP', forward)
    .on('SIGINT', () => {});
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGHUP', forward);
      resolve(code ?? (signal === null ? 1 : 128));
    });
  });
}
