/**
 * Browsers make no element higher than some ten million pixels, less when zoomed in. A longer table has a shorter
 * scroll bar: small movements go pixel by pixel, large ones (the bar is dragged) in proportion.
 */
export const highestPx = 8_000_000;

export interface ScrollPlace {
  /** Position of the element's own scroll bar. */
  readonly scrollTop: number;
  /** What is above the view of the whole table, in px. */
  readonly top: number;
}

export interface ScrollSizes {
  /** Height of all rows. */
  readonly wholePx: number;
  readonly viewPx: number;
}

export function drawnHeight(wholePx: number): number {
  return Math.min(wholePx, highestPx);
}

/** Where the view stands after its scroll bar was moved to `scrollTop`. */
export function placeAfterScroll(before: ScrollPlace, scrollTop: number, sizes: ScrollSizes): ScrollPlace {
  const { wholePx, viewPx } = sizes;
  if (wholePx <= highestPx) return { scrollTop, top: scrollTop };
  const mostTop = wholePx - viewPx;
  const moved = scrollTop - before.scrollTop;
  const mostScroll = highestPx - viewPx;
  const isAtEdge = scrollTop <= 0 || scrollTop >= mostScroll;
  const top =
    Math.abs(moved) <= viewPx && !isAtEdge ? before.top + moved : (scrollTop / mostScroll) * mostTop;
  return { scrollTop, top: Math.min(mostTop, Math.max(0, top)) };
}

/** Where the scroll bar belongs for a view that stands at `top`. */
export function placeOf(top: number, { wholePx, viewPx }: ScrollSizes): ScrollPlace {
  const within = Math.min(Math.max(0, wholePx - viewPx), Math.max(0, top));
  if (wholePx <= highestPx) return { scrollTop: within, top: within };
  return { scrollTop: (within / (wholePx - viewPx)) * (highestPx - viewPx), top: within };
}

/** The top of a view that shows the row, moved as little as possible. */
export function topThatShows(index: number, rowPx: number, top: number, viewPx: number): number {
  const rowTop = index * rowPx;
  if (rowTop < top) return rowTop;
  return rowTop + rowPx > top + viewPx ? rowTop + rowPx - viewPx : top;
}
