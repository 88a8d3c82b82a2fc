// dependency-cruiser is silent about a configuration that finds nothing, so the modules it saw are counted here.
import { spawnSync } from 'node:child_process';

const fewestModules = 100;

const { stdout, status } = spawnSync(
  'depcruise',
  ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'],
  { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, shell: process.platform === 'win32' },
);
if (!stdout) {
  process.stderr.write(`dependency-cruiser said nothing (exit ${status}).\n`);
  process.exit(1);
}
const { summary } = JSON.parse(stdout);
for (const { rule, from, to } of summary.violations)
  process.stdout.write(`${rule.severity} ${rule.name}: ${from} -> ${to}\n`);
process.stdout.write(
  `${summary.totalCruised} modules, ${summary.totalDependenciesCruised} dependencies, ${summary.violations.length} violations\n`,
);
if (summary.totalCruised < fewestModules) {
  process.stderr.write(
    `Only ${summary.totalCruised} modules were seen; there are more than ${fewestModules}. The check looks at nothing.\n`,
  );
  process.exit(1);
}
process.exitCode = summary.violations.length === 0 ? 0 : 1;
