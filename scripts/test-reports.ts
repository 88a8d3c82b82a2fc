import { existsSync, readFileSync } from 'node:fs';

/** What a runner says of its tests; names of skipped ones with their reasons. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly skippedTests: readonly string[];
  readonly failedTests: readonly { readonly name: string; readonly message: string }[];
}

/** One report that is not there is one failure. */
function missingReport(file: string): TestCount {
  const failure = { name: file, message: 'The runner ended without its report.' };
  return { passed: 0, failed: 1, skipped: 0, skippedTests: [], failedTests: [failure] };
}

/** Reads what the reporter `vitest-count.ts` wrote. */
export function readVitestCount(file: string): TestCount {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestCount) : missingReport(file);
}

interface PlaywrightSuite {
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly status: string;
      readonly annotations: readonly { readonly description?: string }[];
      readonly results: readonly { readonly errors?: readonly { readonly message?: string }[] }[];
    }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[];
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly skipped: number };
  readonly suites: readonly PlaywrightSuite[];
}

/** Reads what Playwright's reporter `json` wrote. A test that passes only when tried again is not known here. */
export function readPlaywrightReport(file: string): TestCount {
  if (!existsSync(file)) return missingReport(file);
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
  const specs = suites.flatMap(specsOf);
  return {
    passed: stats.expected,
    failed: stats.unexpected,
    skipped: stats.skipped,
    skippedTests: specs
      .filter(({ tests }) => tests.every(({ status }) => status === 'skipped'))
      .map(({ title, tests }) => {
        const reasons = tests.flatMap(({ annotations }) => annotations.map((said) => said.description ?? ''));
        return [title, ...reasons].filter((words) => words !== '').join(': ');
      }),
    failedTests: specs.flatMap(({ title, file: where, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected')
        .map(({ results }) => ({
          name: `${where}: ${title}`,
          message: results
            .flatMap(({ errors }) => (errors ?? []).map(({ message }) => message ?? ''))
            .join('\n'),
        })),
    ),
  };
}

function specsOf(suite: PlaywrightSuite): NonNullable<PlaywrightSuite['specs']> {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}
