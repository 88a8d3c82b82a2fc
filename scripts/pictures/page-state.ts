import type { Locator, Page } from '@playwright/test';
import { AppError } from '../../src/contract/app-error.ts';
import type { EngineApi } from '../../src/contract/engine-api.ts';
import type { EngineEvent } from '../../src/contract/engine-events.ts';
import type { ErrorCode } from '../../src/contract/error-codes.ts';
import type { SampleEngine } from '../../test/suites/sample-engine.ts';
import type { Scene } from './scene.ts';

/** A page in one of its states, as it can be brought about again at any time. */
export interface PageState {
  /** `<page>-<state>`: the name of its pictures. */
  readonly name: string;
  /** Where it stands: an address behind the # of the URL. */
  readonly route: (scene: Scene) => string;
  /** What the engine answers in it; what is absent is answered by the engine of the scene. */
  readonly answers?: (tell: Tell, scene: Scene) => Answers;
  /** What is done on the page to get there. */
  readonly arrange?: (page: Page, engine: SampleEngine) => Promise<void>;
  /** Visible once the state is there. */
  readonly shown: (page: Page) => Locator;
  /** A failing answer is logged by the browser itself, as a broken connection is. */
  readonly isNoisy?: boolean;
}

export type Answers = Partial<EngineApi>;
export type Tell = (event: EngineEvent) => void;

type Progress = Extract<EngineEvent, { type: 'work-progress' }>;

/** The answer of a call that is still under way. */
export const underWay = (): Promise<never> => new Promise<never>(() => {});

/** The answer of a long call that has come so far and no further. */
export const soFar =
  (tell: Tell, progress: Pick<Progress, 'work' | 'done' | 'total' | 'text'>) =>
  ({ workId = null }: { readonly workId?: string | null | undefined }): Promise<never> => {
    tell({ type: 'work-progress', workId, ...progress });
    return underWay();
  };

/** The answer of a call that fails. */
export const failing =
  (code: ErrorCode, message: string): (() => Promise<never>) =>
  () =>
    Promise.reject(new AppError(code, message));

/** The text as a heading of the page. */
export const heading =
  (name: string | RegExp): PageState['shown'] =>
  (page) =>
    page.getByRole('heading', { name }).first();

export const text =
  (words: string | RegExp): PageState['shown'] =>
  (page) =>
    page.getByText(words).first();

/** Presses a button by its name. */
export const press =
  (name: string | RegExp): NonNullable<PageState['arrange']> =>
  async (page) => {
    await page.getByRole('button', { name }).first().click();
  };

/** Something that went wrong and is told. */
export const alarm: PageState['shown'] = (page) => page.getByRole('alert').filter({ hasText: /./ }).first();
