/** What the pages are measured with. */
export const pageScenes = ['jobs', 'running', 'plot', 'grid'] as const;
export type PageScene = (typeof pageScenes)[number];

/** What serve-pages.ts is told in its first argument, as JSON. */
export interface PageOrders {
  readonly scene: PageScene;
  /** A folder for its files and its ledger. */
  readonly folder: string;
  /** Folder of the built pages. */
  readonly rendererDir: string;
}

/** Its first line, as JSON. Each later line that it reads is answered with another address. */
export interface ServedPages {
  /** Good for one visit. */
  readonly url: string;
  /** The address behind the # where the scene is. */
  readonly route: string;
}
