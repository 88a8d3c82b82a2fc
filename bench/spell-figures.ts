import os from 'node:os';

export type Row = readonly [what: string, figure: string];

/** A table of Markdown. */
export function tabulate(rows: readonly Row[]): string[] {
  return tabulateColumns(['what', 'figure'], rows);
}

/** A table of Markdown with as many columns as its head; all but the first hold figures. */
export function tabulateColumns(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const spellRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    spellRow(head),
    spellRow(head.map((_, place) => (place === 0 ? '---' : '---:'))),
    ...rows.map(spellRow),
  ];
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

/** CPU seconds, also small ones. */
export function spellSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

/** How many times another figure of the same run; a dash where there is none. */
export function spellRatio(figure: number, of: number | null): string {
  if (of === null) return '-';
  const ratio = figure / of;
  return ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3);
}
