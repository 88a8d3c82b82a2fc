import { existsSync, readFileSync } from 'node:fs';

/** What a runner says of its tests; names of skipped ones with their reasons. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly skippedTests: readonly string[];
  readonly failedTests: readonly FailedTest[];
  /** Those that passed only when they were tried again, with what was found the first time. */
  readonly passedSecondTests: readonly FailedTest[];
}

export interface FailedTest {
  readonly name: string;
  readonly message: string;
}

/** One report that is not there is one failure. */
function missingReport(file: string): TestCount {
  const failure = { name: file, message: 'The runner ended without its report.' };
  return {
    passed: 0,
    failed: 1,
    skipped: 0,
    skippedTests: [],
    failedTests: [failure],
    passedSecondTests: [],
  };
}

/** Reads what the reporter `vitest-count.ts` wrote. */
export function readVitestCount(file: string): TestCount {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestCount) : missingReport(file);
}

interface PlaywrightSpec {
  readonly title: string;
  readonly file: string;
  readonly tests: readonly {
    readonly status: string;
    readonly annotations: readonly { readonly description?: string }[];
    readonly results: readonly { readonly errors?: readonly { readonly message?: string }[] }[];
  }[];
}

interface PlaywrightSuite {
  readonly specs?: readonly PlaywrightSpec[];
  readonly suites?: readonly PlaywrightSuite[];
}

interface PlaywrightReport {
  readonly stats: Readonly<Record<'expected' | 'flaky' | 'unexpected' | 'skipped', number>>;
  readonly suites: readonly PlaywrightSuite[];
}

/** Reads what Playwright's reporter `json` wrote. */
export function readPlaywrightReport(file: string): TestCount {
  if (!existsSync(file)) return missingReport(file);
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
  const specs = suites.flatMap(specsOf);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    skippedTests: specs
      .filter(({ tests }) => tests.every(({ status }) => status === 'skipped'))
      .map(({ title, tests }) => {
        const reasons = tests.flatMap(({ annotations }) => annotations.map((said) => said.description ?? ''));
        return [title, ...reasons].filter((words) => words !== '').join(': ');
      }),
    failedTests: testsInStatus(specs, 'unexpected'),
    passedSecondTests: testsInStatus(specs, 'flaky'),
  };
}

function testsInStatus(specs: readonly PlaywrightSpec[], wanted: string): FailedTest[] {
  return specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === wanted)
      .map(({ results }) => ({
        name: `${file}: ${title}`,
        message: results
          .flatMap(({ errors }) => (errors ?? []).map(({ message }) => message ?? ''))
          .join('\n'),
      })),
  );
}

function specsOf(suite: PlaywrightSuite): PlaywrightSpec[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}
