export interface PlotGestures {
  /** The content was dragged by so many px; positive is to the right. */
  readonly onPan: (byPx: number) => void;
  /** Zoomed by a factor (below 1 is closer) around a place, in px from the left. */
  readonly onZoom: (factor: number, atPx: number) => void;
  readonly onRange: (fromPx: number, toPx: number, isDone: boolean) => void;
  readonly onClick: (atPx: number) => void;
  readonly onReset: () => void;
  /** Whether a drag selects a range, also without Shift. */
  readonly selectsRange: () => boolean;
  /** Whether the plot has the keyboard: the wheel is then the plot's, else the page's. */
  readonly hasFocus: () => boolean;
}

interface Pointer {
  readonly startX: number;
  x: number;
}

const clickPx = 4;

/** Drag, pinch, wheel, click and double click on a plot, until the returned function is called. */
export function followPointers(over: HTMLElement, gestures: PlotGestures): () => void {
  const leaveDrags = followDrags(over, gestures);
  const onWheel = (event: WheelEvent): void => {
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    // Trackpads tell a pinch as a wheel with Ctrl.
    const isForPlot = isSideways || event.ctrlKey || event.metaKey || gestures.hasFocus();
    if (!isForPlot) return;
    event.preventDefault();
    const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (isSideways) gestures.onPan(-event.deltaX * scale);
    else gestures.onZoom(wheelFactor(event.deltaY * scale), placeOf(over, event));
  };
  over.addEventListener('wheel', onWheel, { passive: false });
  over.addEventListener('dblclick', gestures.onReset);
  return () => {
    leaveDrags();
    over.removeEventListener('wheel', onWheel);
    over.removeEventListener('dblclick', gestures.onReset);
  };
}

/** One pointer drags or selects a range, two zoom. */
function followDrags(over: HTMLElement, gestures: PlotGestures): () => void {
  const down = new Map<number, Pointer>();
  let isRange = false;
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const x = placeOf(over, event);
    down.set(event.pointerId, { startX: x, x });
    isRange = down.size === 1 && (event.shiftKey || gestures.selectsRange());
    over.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent): void => {
    const pointer = down.get(event.pointerId);
    if (pointer === undefined) return;
    const x = placeOf(over, event);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) {
      const before = Math.max(1, Math.abs(pointer.x - other.x));
      gestures.onZoom(before / Math.max(1, Math.abs(x - other.x)), (x + other.x) / 2);
    } else if (isRange) gestures.onRange(pointer.startX, x, false);
    else if (hasMoved(pointer, x)) gestures.onPan(x - pointer.x);
    else return;
    pointer.x = x;
  };
  const onUp = (event: PointerEvent): void => {
    const pointer = down.get(event.pointerId);
    down.delete(event.pointerId);
    if (pointer === undefined) return;
    const x = placeOf(over, event);
    if (isRange && hasMoved(pointer, x)) gestures.onRange(pointer.startX, x, true);
    else if (down.size === 0 && pointer.x === pointer.startX) gestures.onClick(x);
    isRange = false;
  };
  const onCancel = (event: PointerEvent): void => void down.delete(event.pointerId);
  const listeners = { pointerdown: onDown, pointermove: onMove, pointerup: onUp, pointercancel: onCancel };
  for (const [name, listener] of Object.entries(listeners)) {
    over.addEventListener(name as keyof typeof listeners, listener);
  }
  return () => {
    for (const [name, listener] of Object.entries(listeners)) {
      over.removeEventListener(name as keyof typeof listeners, listener);
    }
  };
}

/** A trembling finger is no drag; once dragged, every pixel counts. */
function hasMoved({ startX, x: lastX }: Pointer, x: number): boolean {
  return Math.abs(x - startX) >= clickPx || lastX !== startX;
}

function placeOf(over: HTMLElement, event: MouseEvent): number {
  return event.clientX - over.getBoundingClientRect().left;
}

/** A notch of a wheel is about a quarter. */
function wheelFactor(deltaPx: number): number {
  return Math.exp(Math.max(-1, Math.min(1, deltaPx / 400)));
}
