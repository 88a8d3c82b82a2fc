import os from 'node:os';

export type Row = readonly [what: string, figure: string];

/** A table of Markdown. */
export function tabulate(rows: readonly Row[]): string[] {
  return ['| what | figure |', '| --- | ---: |', ...rows.map((row) => `| ${row.join(' | ')} |`)];
}

/** What the figures depend on besides the code, without naming the machine. */
export function describeMachine(): string {
  const memory = (os.totalmem() / 1e9).toFixed(0);
  const [load = 0] = os.loadavg();
  return (
    `${os.availableParallelism()} cores with a load of ${load.toFixed(1)}, ${memory} GB, ` +
    `${process.platform} ${process.arch}, Node ${process.versions.node}.`
  );
}

export function spellCount(count: number): string {
  return Math.round(count).toLocaleString('en');
}

export function spellMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** The middle one; of an even number the upper of the two. NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
