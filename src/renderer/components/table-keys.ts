export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface TablePlace {
  /** The row that has the keyboard; null before the first key. */
  readonly active: number | null;
  readonly total: number;
  /** Rows that fit into the view. */
  readonly viewRows: number;
}

/** What a key means in a table of rows. */
export type TableMove =
  | { readonly kind: 'go'; readonly index: number; readonly extends: boolean }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'open' }
  | { readonly kind: 'all' }
  | { readonly kind: 'sideways'; readonly direction: -1 | 1 };

/** Null for keys that are none of the table's. */
export function moveFor(press: KeyPress, { active, total, viewRows }: TablePlace): TableMove | null {
  if (press.altKey || total === 0) return null;
  const hasControl = press.ctrlKey || press.metaKey;
  if (hasControl && press.key.toLowerCase() === 'a') return { kind: 'all' };
  const index = goalOf(press.key, active, total, Math.max(1, viewRows - 1));
  if (index !== null) {
    return { kind: 'go', index: Math.min(total - 1, Math.max(0, index)), extends: press.shiftKey };
  }
  if (hasControl) return null;
  if (press.key === ' ') return { kind: 'toggle' };
  if (press.key === 'Enter') return { kind: 'open' };
  if (press.key === 'ArrowLeft') return { kind: 'sideways', direction: -1 };
  if (press.key === 'ArrowRight') return { kind: 'sideways', direction: 1 };
  return null;
}

function goalOf(key: string, active: number | null, total: number, step: number): number | null {
  const from = active ?? -1;
  if (key === 'ArrowDown') return from + 1;
  if (key === 'ArrowUp') return (active ?? 1) - 1;
  if (key === 'PageDown') return from + step;
  if (key === 'PageUp') return (active ?? 0) - step;
  // With Ctrl and without: a row has no cells to go to.
  if (key === 'Home') return 0;
  return key === 'End' ? total - 1 : null;
}
