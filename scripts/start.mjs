// Opens the app. Electron's binary is fetched from outside the package registry on first use; where that cannot be
// had, the same pages are served to a browser. Files that are named are opened.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const electron = path.join(root, 'node_modules', 'electron');

let binary = findBinary();
if (binary === null) {
  process.stdout.write('Fetching the Electron binary (once) ...\n');
  spawnSync(process.execPath, [path.join(electron, 'install.js')], { stdio: ['ignore', 'ignore', 'ignore'] });
  binary = findBinary();
}
if (binary === null) {
  process.stdout.write(
    [
      "The window cannot be opened: Electron's binary is not here and could not be fetched.",
      'The same pages work in a browser on this computer:',
      '',
      '  npm run -s meterhaul -- serve',
      '',
    ].join('\n'),
  );
  process.exitCode = 1;
} else {
  const child = spawn(binary, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

function findBinary() {
  const pathFile = path.join(electron, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const file = path.join(electron, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(file) ? file : null;
}
