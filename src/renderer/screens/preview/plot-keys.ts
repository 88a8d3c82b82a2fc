import type { PlotDesk } from './plot-desk.ts';

interface PlotKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

type DeskMoves = Pick<PlotDesk, 'pan' | 'zoom' | 'showAll' | 'step' | 'view'>;

const closer = 0.5;

/** Does what a key means in a plot; false for keys that mean nothing there. */
export function keyStep(press: PlotKey, desk: DeskMoves, onEnter: (atMs: number) => void): boolean {
  if (press.ctrlKey || press.metaKey || press.altKey) return false;
  const { key, shiftKey } = press;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const direction = key === 'ArrowLeft' ? -1 : 1;
    if (shiftKey) desk.pan(direction / 4);
    else desk.step(direction);
  } else if (key === 'PageUp' || key === 'PageDown') desk.pan(key === 'PageUp' ? -1 : 1);
  else if (key === '+' || key === '=' || key === 'ArrowUp') desk.zoom(closer);
  else if (key === '-' || key === '_' || key === 'ArrowDown') desk.zoom(1 / closer);
  else if (key === '0') desk.showAll();
  else if (key === 'Home' || key === 'End')
    desk.pan(key === 'Home' ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER);
  else if (key === 'Enter') {
    const { cursor } = desk.view();
    if (cursor !== null) onEnter(cursor.atMs);
  } else return false;
  return true;
}
