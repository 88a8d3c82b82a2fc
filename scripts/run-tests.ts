// All tests: the rooms under vitest; then, side by side, the crash tests and the pages in a real browser, which leave
// each other time. Ends with what failed, what was skipped, and the count taken from the runners' own reports.
// With arguments, only vitest runs, with those.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBrowser, installBrowser } from './browser.ts';
import { readPlaywrightReport, readVitestCount } from './test-reports.ts';
import type { FailedTest, TestCount } from './test-reports.ts';
import { countFileName } from './vitest-count.ts';

const args = process.argv.slice(2);
process.exitCode = args.length > 0 ? await run('vitest', ['run', ...args]) : await runAll();

async function runAll(): Promise<number> {
  const reports = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-tests-'));
  if (findBrowser() === null) installBrowser();

  const counts = [await runVitest('rooms')];
  counts.push(...(await Promise.all([runPages(), runVitest('crash', true)])));
  rmSync(reports, { recursive: true, force: true });

  for (const { skippedTests } of counts)
    for (const name of skippedTests) process.stdout.write(`skipped: ${name}\n`);
  for (const { passedSecondTests } of counts)
    tell('passed only when tried again, to be mended', passedSecondTests);
  for (const { failedTests } of counts) tell('failed', failedTests);
  const [passed, failed, skipped] = (['passed', 'failed', 'skipped'] as const).map((key) =>
    counts.reduce((total, count) => total + count[key], 0),
  );
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 && counts.every((count) => count.passed > 0) ? 0 : 1;

  async function runVitest(project: string, whole = false): Promise<TestCount> {
    const report = path.join(reports, `${project}.json`);
    const reporters = ['--reporter=default', '--reporter=./scripts/vitest-count.ts'];
    const status = await run('vitest', ['run', '--project', project, ...reporters], {
      whole,
      environment: { [countFileName]: report },
    });
    return judged(`vitest of ${project}`, status, readVitestCount(report));
  }

  async function runPages(): Promise<TestCount> {
    const report = path.join(reports, 'playwright.json');
    const status = await run('playwright', ['test', '--reporter=list,json'], {
      environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    });
    return judged('playwright', status, readPlaywrightReport(report));
  }
}

function tell(what: string, tests: readonly FailedTest[]): void {
  for (const { name, message } of tests) process.stdout.write(`${what}: ${name}\n${message}\n`);
}

/** A runner that fails without a failed test (an error between tests, a crash) counts as one. */
function judged(runner: string, status: number, count: TestCount): TestCount {
  if (status === 0 || count.failed > 0) return count;
  const failure = { name: runner, message: `It ended with ${status}, see above.` };
  return { ...count, failed: 1, failedTests: [failure] };
}

/** `whole`: what it prints comes in one piece at its end, so that it does not mix with another's. */
function run(
  command: string,
  commandArgs: readonly string[],
  options: { whole?: boolean; environment?: Record<string, string> } = {},
): Promise<number> {
  const pieces: Buffer[] = [];
  const output = options.whole === true ? 'pipe' : 'inherit';
  const child = spawn(command, commandArgs, {
    stdio: ['inherit', output, output],
    env: { ...process.env, ...options.environment },
    shell: process.platform === 'win32',
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => {
      pieces.push(piece);
    });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.once('close', (status) => {
      process.stdout.write(Buffer.concat(pieces));
      resolve(status ?? 1);
    });
  });
}
