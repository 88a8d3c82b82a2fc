import { Virtualizer, observeElementRect } from '@tanstack/react-virtual';
import { placeAfterScroll, placeOf, topThatShows } from './scroll-scale.ts';
import type { ScrollPlace, ScrollSizes } from './scroll-scale.ts';

const restMs = 150;

/** The rows to draw: [from, to), each `shiftPx` higher than its place in the whole table. */
export interface DrawnRows {
  readonly from: number;
  readonly to: number;
  readonly shiftPx: number;
}

/** Which rows of a long table are in view of its frame, and where they are drawn. */
export class RowView {
  private readonly listeners = new Set<() => void>();
  private frame: HTMLElement | null = null;
  private head: HTMLElement | null = null;
  private total = 0;
  private rowPx = 32;
  private place: ScrollPlace = { scrollTop: 0, top: 0 };
  private drawn: DrawnRows = { from: 0, to: 0, shiftPx: 0 };
  private readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;

  constructor() {
    this.virtualizer = new Virtualizer(this.options());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly rows = (): DrawnRows => this.drawn;

  /** Follows the frame, which scrolls and has the head sticking to its top, until the returned function is called. */
  attach(frame: HTMLElement, head: HTMLElement): () => void {
    this.frame = frame;
    this.head = head;
    const detach = this.virtualizer._didMount();
    this.virtualizer._willUpdate();
    this.redraw();
    return () => {
      detach();
      this.frame = null;
      this.head = null;
    };
  }

  setRows(total: number, rowPx: number): void {
    const isOtherHeight = rowPx !== this.rowPx;
    this.total = total;
    this.rowPx = rowPx;
    this.virtualizer.setOptions(this.options());
    if (isOtherHeight) this.virtualizer.measure();
    if (this.frame === null) return;
    // Fewer rows than before: the browser moves its bar, and tells so later.
    this.moveTo(this.place.top);
    this.redraw();
  }

  /** How many rows the view holds. */
  viewRows(): number {
    return Math.floor(this.sizes().viewPx / this.rowPx);
  }

  /** The first row that is wholly in view. */
  topRow(): number {
    return Math.ceil(this.place.top / this.rowPx);
  }

  /** Moves the view as little as possible so that the row shows; to its middle when it was far away. */
  show(index: number): void {
    const { viewPx } = this.sizes();
    const nearest = topThatShows(index, this.rowPx, this.place.top, viewPx);
    const isFar = Math.abs(nearest - this.place.top) > viewPx;
    this.moveTo(isFar ? (index + 0.5) * this.rowPx - viewPx / 2 : nearest);
    this.redraw();
  }

  private sizes(): ScrollSizes {
    const viewPx = (this.frame?.clientHeight ?? 0) - (this.head?.offsetHeight ?? 0);
    return { wholePx: this.total * this.rowPx, viewPx: Math.max(0, viewPx) };
  }

  private moveTo(top: number): void {
    const next = placeOf(top, this.sizes());
    const isMoved = Math.abs(next.scrollTop - this.place.scrollTop) >= 1;
    this.place = next;
    if (isMoved && this.frame !== null) this.frame.scrollTop = next.scrollTop;
    this.tellTop?.(next.top, false);
  }

  private tellTop: ((top: number, isScrolling: boolean) => void) | null = null;

  private options(): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] {
    return {
      count: this.total,
      estimateSize: () => this.rowPx,
      overscan: 10,
      getScrollElement: () => this.frame,
      observeElementRect,
      // The view is moved by `show`, which knows the scale of the bar.
      scrollToFn: () => {},
      observeElementOffset: (_virtualizer, tell) => this.followScroll(tell),
      onChange: () => this.redraw(),
    };
  }

  /** Tells each position of the view; once it rests, the bar of a shortened table is put where it belongs. */
  private followScroll(tell: (top: number, isScrolling: boolean) => void): () => void {
    const { frame } = this;
    if (frame === null) return () => {};
    let resting: ReturnType<typeof setTimeout> | undefined;
    const onRest = (): void => {
      this.moveTo(this.place.top);
      tell(this.place.top, false);
    };
    const onScroll = (): void => {
      // The browser rounds what was written; its own echo is no movement.
      if (Math.abs(frame.scrollTop - this.place.scrollTop) >= 1) {
        this.place = placeAfterScroll(this.place, frame.scrollTop, this.sizes());
      }
      tell(this.place.top, true);
      clearTimeout(resting);
      resting = setTimeout(onRest, restMs);
    };
    this.tellTop = tell;
    tell(this.place.top, false);
    frame.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      this.tellTop = null;
      clearTimeout(resting);
      frame.removeEventListener('scroll', onScroll);
    };
  }

  private redraw(): void {
    const items = this.virtualizer.getVirtualItems();
    const from = items[0]?.index ?? 0;
    const to = (items.at(-1)?.index ?? -1) + 1;
    const shiftPx = this.place.top - this.place.scrollTop;
    const { drawn } = this;
    if (drawn.from === from && drawn.to === to && drawn.shiftPx === shiftPx) return;
    this.drawn = { from, to, shiftPx };
    for (const listener of this.listeners) listener();
  }
}
