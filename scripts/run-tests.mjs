// All tests: the rooms and the crash tests under vitest, then the pages in a real browser. Ends with the count taken
// from the runners' own reports. With arguments, only vitest runs, with those.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBrowser, installBrowser } from './browser.ts';

const args = process.argv.slice(2);
if (args.length > 0) process.exit(run('vitest', ['run', ...args]));

const reports = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-tests-'));
const unitReport = path.join(reports, 'vitest.json');
const pageReport = path.join(reports, 'playwright.json');

if (findBrowser() === null) installBrowser();
const statuses = [
  run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]),
  run('playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: pageReport }),
];

const counts = [readVitest(unitReport), readPlaywright(pageReport)];
rmSync(reports, { recursive: true, force: true });
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
const failed = sum('failed') + (statuses.every((status) => status === 0) || sum('failed') > 0 ? 0 : 1);
for (const reason of counts.flatMap((count) => count.skippedNames))
  process.stdout.write(`skipped: ${reason}\n`);
process.stdout.write(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped\n`);
process.exitCode = failed === 0 && sum('passed') > 0 ? 0 : 1;

function run(command, commandArgs, environment = {}) {
  return (
    spawnSync(command, commandArgs, {
      stdio: 'inherit',
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32',
    }).status ?? 1
  );
}

function readVitest(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, skippedNames: [] };
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const tests = testResults.flatMap((result) => result.assertionResults);
  const skipped = tests.filter(({ status }) => !['passed', 'failed'].includes(status));
  // A file that does not load has no tests to fail.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + broken.length,
    skipped: skipped.length,
    skippedNames: skipped.map(({ fullName }) => fullName),
  };
}

function readPlaywright(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, skippedNames: [] };
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8'));
  const specs = suites.flatMap(function inside(suite) {
    return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(inside)];
  });
  const skipped = specs.filter(({ tests }) => tests.every(({ status }) => status === 'skipped'));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    skippedNames: skipped.map(({ title, tests }) =>
      [title, ...tests.flatMap((test) => test.annotations.map(({ description }) => description ?? ''))]
        .filter(Boolean)
        .join(': '),
    ),
  };
}
