import { troubleOf } from '../stores/ask-engine.ts';
import type { Trouble } from '../../contract/job-shapes.ts';

/** Brings rows [offset, offset + limit) of a long list. */
export type FetchPage<Answer> = (offset: number, limit: number) => Promise<Answer>;

/** What is known of a long list at a moment. A new one is made at every change. */
export interface PagesView<Answer, Row> {
  /** Null until the first answer. */
  readonly total: number | null;
  /** The answer that came last. */
  readonly latest: Answer | null;
  readonly trouble: Trouble | null;
  /** True while what is shown answers an earlier question. */
  readonly isStale: boolean;
  /** Null while the row is on its way. */
  readonly rowAt: (index: number) => Row | null;
}

export interface PageCacheOptions<Answer, Row> {
  readonly rowsOf: (answer: Answer) => readonly Row[];
  readonly pageRows?: number;
  /** The pages farthest from the rows in view are forgotten beyond that. */
  readonly keptPages?: number;
}

/** Calls under way at once: one for the rows in view, one for the rows after them. */
const atOnce = 2;

interface Question<Answer, Row> {
  readonly fetchPage: FetchPage<Answer>;
  readonly pages: Map<number, readonly Row[]>;
  readonly underWay: Set<number>;
  total: number | null;
  trouble: Trouble | null;
}

/**
 * Rows of a long list, fetched a page at a time around those in view. Rows scrolled past before their turn are never
 * asked for, answers to an earlier question are dropped, and its rows stay until the new ones come.
 */
export class PageCache<Answer extends { readonly total: number }, Row> {
  private readonly rowsOf: (answer: Answer) => readonly Row[];
  private readonly pageRows: number;
  private readonly keptPages: number;
  private readonly listeners = new Set<() => void>();
  private question: Question<Answer, Row> | null = null;
  private before: { readonly pages: ReadonlyMap<number, readonly Row[]>; readonly isSameList: boolean } = {
    pages: new Map(),
    isSameList: false,
  };
  private wanted = { from: 0, to: 1 };
  private seen: PagesView<Answer, Row>;

  constructor({ rowsOf, pageRows = 100, keptPages = 60 }: PageCacheOptions<Answer, Row>) {
    this.rowsOf = rowsOf;
    this.pageRows = pageRows;
    this.keptPages = keptPages;
    this.seen = { total: null, latest: null, trouble: null, isStale: false, rowAt: () => null };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly view = (): PagesView<Answer, Row> => this.seen;

  /**
   * Asks anew.
   *
   * @param isSameList the rows stand where they stood, only what they tell may have changed
   */
  ask(fetchPage: FetchPage<Answer>, isSameList: boolean): void {
    const lastPages = this.question?.pages ?? new Map<number, readonly Row[]>();
    if (lastPages.size > 0) {
      const older = isSameList && this.before.isSameList ? this.before.pages : [];
      this.before = { pages: new Map([...older, ...lastPages]), isSameList };
    } else if (!isSameList) {
      this.before = { ...this.before, isSameList: false };
    }
    this.question = { fetchPage, pages: new Map(), underWay: new Set(), total: null, trouble: null };
    this.tell({ trouble: null, isStale: this.before.pages.size > 0 });
    this.fetchWanted();
  }

  /** Rows [from, to) are in view. */
  readonly want = (from: number, to: number): void => {
    if (from === this.wanted.from && to === this.wanted.to) return;
    this.wanted = { from, to };
    this.fetchWanted();
  };

  private fetchWanted(): void {
    const { question } = this;
    if (question?.trouble !== null) return;
    for (const page of this.missingPages(question)) {
      if (question.underWay.size >= atOnce) return;
      question.underWay.add(page);
      void this.fetchOne(question, page);
    }
  }

  private async fetchOne(question: Question<Answer, Row>, page: number): Promise<void> {
    try {
      const answer = await question.fetchPage(page * this.pageRows, this.pageRows);
      question.underWay.delete(page);
      if (this.question !== question) return;
      question.total = answer.total;
      question.pages.set(page, this.rowsOf(answer));
      this.forgetFarthest(question);
      const isWhole = this.hasView(question);
      if (isWhole) this.before = { pages: new Map(), isSameList: false };
      this.tell({ total: answer.total, latest: answer, isStale: !isWhole });
    } catch (thrown) {
      question.underWay.delete(page);
      if (this.question !== question) return;
      question.trouble = troubleOf(thrown);
      // A lost connection is told by the banner, and the next one asks again.
      if (question.trouble.code !== 'engine/stopped')
        this.tell({ trouble: question.trouble, isStale: false });
      return;
    }
    this.fetchWanted();
  }

  /** Those in view, then the one after them. */
  private missingPages({ pages, underWay, total }: Question<Answer, Row>): number[] {
    const first = Math.floor(this.wanted.from / this.pageRows);
    const last = Math.floor(Math.max(this.wanted.from, this.wanted.to - 1) / this.pageRows);
    const end = total === null ? last : Math.min(last + 1, Math.ceil(total / this.pageRows) - 1);
    const missing: number[] = [];
    for (let page = first; page <= end; page += 1) {
      if (!pages.has(page) && !underWay.has(page)) missing.push(page);
    }
    return missing;
  }

  /** Whether all rows in view are there, those still under way not counted. */
  private hasView({ pages, total }: Question<Answer, Row>): boolean {
    const end = Math.min(this.wanted.to, total ?? 0);
    for (let page = Math.floor(this.wanted.from / this.pageRows); page * this.pageRows < end; page += 1) {
      if (!pages.has(page)) return false;
    }
    return true;
  }

  private forgetFarthest({ pages }: Question<Answer, Row>): void {
    const middle = (this.wanted.from + this.wanted.to) / 2 / this.pageRows;
    while (pages.size > this.keptPages) {
      const farthest = [...pages.keys()].reduce((far, page) =>
        Math.abs(page - middle) > Math.abs(far - middle) ? page : far,
      );
      pages.delete(farthest);
    }
  }

  private tell(change: Partial<PagesView<Answer, Row>>): void {
    const { question, before } = this;
    const place = (index: number): [page: number, within: number] => [
      Math.floor(index / this.pageRows),
      index % this.pageRows,
    ];
    this.seen = {
      ...this.seen,
      ...change,
      rowAt: (index) => {
        const [page, within] = place(index);
        const known = question?.pages.get(page);
        if (known !== undefined) return known[within] ?? null;
        // Where other rows stand now, those of the earlier question would be wrong beside new ones.
        const mayShowEarlier = before.isSameList || question?.total === null;
        return mayShowEarlier ? (before.pages.get(page)?.[within] ?? null) : null;
      },
    };
    for (const listener of this.listeners) listener();
  }
}
