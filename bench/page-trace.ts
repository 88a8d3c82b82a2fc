import type { Browser, Page } from '@playwright/test';

/** A stretch of the page's main thread in which scripts of the page ran. */
export interface ScriptTask {
  readonly startMs: number;
  /** From its start to its end, waits for a core of the machine included. */
  readonly durationMs: number;
  /** Time on a core; as `durationMs` where the browser does not tell it. */
  readonly cpuMs: number;
  /** What it consists of, the longest first: functions with their places, layout, painting. */
  readonly parts: readonly string[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: {
      readonly url?: string;
      readonly functionName?: string;
      readonly lineNumber?: number;
      readonly columnNumber?: number;
    };
  };
}

const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
  'v8.execute',
  'blink.user_timing',
];

/** Calls into scripts, as Chromium names them. */
const scriptCalls = new Set([
  'FunctionCall',
  'EvaluateScript',
  'v8.run',
  'v8.evaluateModule',
  'RunMicrotasks',
]);

/** Traces what a page does meanwhile, and gives the tasks of its main thread that ran its scripts. */
export async function traceScripts(
  browser: Browser,
  page: Page,
  meanwhile: () => Promise<void>,
): Promise<ScriptTask[]> {
  await browser.startTracing(page, { categories });
  // Names the thread of the page among those of the browser.
  await page.evaluate(() => performance.mark('traced-page'));
  await meanwhile();
  const trace = await browser.stopTracing();
  return readTasks(JSON.parse(trace.toString('utf8')) as { readonly traceEvents: TraceEvent[] });
}

function readTasks({ traceEvents }: { readonly traceEvents: readonly TraceEvent[] }): ScriptTask[] {
  const mark = traceEvents.find(({ name }) => name === 'traced-page');
  if (mark === undefined) throw new Error('The trace has nothing of the page.');
  const ofPage = traceEvents
    .filter(({ ph, pid, tid }) => ph === 'X' && pid === mark.pid && tid === mark.tid)
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const found: ScriptTask[] = [];
  let next = 0;
  for (const { ts, dur = 0, tdur = dur } of ofPage.filter(({ name }) => name === 'RunTask')) {
    while ((ofPage[next]?.ts ?? Infinity) < ts) next++;
    const within: TraceEvent[] = [];
    for (; (ofPage[next]?.ts ?? Infinity) < ts + dur; next++) within.push(ofPage[next] as TraceEvent);
    if (!within.some(({ name }) => scriptCalls.has(name))) continue;
    found.push({ startMs: ts / 1000, durationMs: dur / 1000, cpuMs: tdur / 1000, parts: partsOf(within) });
  }
  return found;
}

const partsTold = 4;

/** What a task consists of, by time on a core without what is told of its own. Events are nested, in order. */
function partsOf(events: readonly TraceEvent[]): string[] {
  const own = new Map<string, number>();
  const open: TraceEvent[] = [];
  for (const event of events) {
    while (endOf(open.at(-1)) <= event.ts) open.pop();
    const outer = open.at(-1);
    const cpu = event.tdur ?? event.dur ?? 0;
    if (outer !== undefined) own.set(nameOf(outer), (own.get(nameOf(outer)) ?? 0) - cpu);
    own.set(nameOf(event), (own.get(nameOf(event)) ?? 0) + cpu);
    open.push(event);
  }
  return [...own]
    .sort(([, a], [, b]) => b - a)
    .slice(0, partsTold)
    .map(([name, cpu]) => `${name} ${(cpu / 1000).toFixed(0)} ms`);
}

function endOf(event: TraceEvent | undefined): number {
  return event === undefined ? Infinity : event.ts + (event.dur ?? 0);
}

function nameOf({ name, args }: TraceEvent): string {
  const { functionName = '', url = '', lineNumber = 0, columnNumber = 0 } = args?.data ?? {};
  if (name !== 'FunctionCall') return name;
  return `${functionName || 'function'} (${url.split('/').at(-1) ?? ''}:${lineNumber}:${columnNumber})`;
}
