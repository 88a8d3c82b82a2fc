import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { TestCount } from './test-reports.ts';

/** The environment's name for the file to write to. */
export const countFileName = 'METERHAUL_TEST_COUNT';

type Problem = ReturnType<TestModule['errors']>[number];

/** A reporter of vitest's that writes how many tests passed, and of each that failed what was found in place of what. */
export default class VitestCount implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Problem[]): void {
    const file = process.env[countFileName];
    if (file === undefined) throw new Error(`Set ${countFileName} to the file that the count is written to.`);
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string): TestCase[] => tests.filter((test) => test.result().state === state);
    const skipped = inState('skipped');
    const failedTests = [
      // Files that do not load, and hooks of whole files, have no test to fail.
      ...modules.flatMap((module) => module.errors().map((error) => ({ name: module.moduleId, error }))),
      ...inState('failed').flatMap(firstError),
      ...unhandled.map((error) => ({ name: 'an error outside the tests', error })),
    ].map(told);
    const passed = inState('passed');
    const count: TestCount = {
      passed: passed.length,
      failed: failedTests.length,
      skipped: skipped.length,
      skippedTests: skipped.map(({ fullName }) => fullName),
      failedTests,
      passedSecondTests: passed
        .filter((test) => test.diagnostic()?.flaky === true)
        .flatMap(firstError)
        .map(told),
    };
    writeFileSync(file, JSON.stringify(count));
  }
}

interface Found {
  readonly name: string;
  readonly error: Problem;
}

function firstError(test: TestCase): Found[] {
  return (test.result().errors ?? []).slice(0, 1).map((error) => ({ name: test.fullName, error }));
}

function told({ name, error }: Found): { name: string; message: string } {
  return { name, message: spell(error) };
}

/** With the places in our own files, and what was wanted beside what came. */
function spell({ message, stack, diff }: Problem): string {
  const lines = (stack ?? message).split('\n').filter((line) => !line.includes('node_modules'));
  return [...lines, typeof diff === 'string' ? diff : ''].join('\n').trim();
}
