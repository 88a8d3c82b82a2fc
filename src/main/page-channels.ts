import { ipcMain } from 'electron';
import type { WebContents } from 'electron';
import type { z } from 'zod';
import type { PageNote, PageRequest } from '../contract/page-channels.ts';
import { isOwnPage } from './lock-down.ts';

/**
 * The only two ways in which main listens to a page. Both hear nobody but the top frame of our own page and parse
 * what it sends, as the tuple of arguments, before anything is done with it.
 */
export function answerPage<T>(
  channel: PageRequest,
  input: z.ZodType<T>,
  answer: (input: T, page: WebContents) => Promise<unknown>,
): void {
  ipcMain.handle(channel, async (event, ...sent: unknown[]) => {
    if (!isOwnPage(event.senderFrame))
      throw new Error(`${channel} is answered to Meterhaul's own page only.`);
    const parsed = input.safeParse(sent);
    if (!parsed.success) throw new Error(`${channel} was asked for in a way that is not understood.`);
    return await answer(parsed.data, event.sender);
  });
}

/** Of what is not ours or cannot be understood nothing is done, and nothing is said. */
export function hearPage<T>(
  channel: PageNote,
  input: z.ZodType<T>,
  hear: (input: T, page: WebContents) => void,
): void {
  ipcMain.on(channel, (event, ...sent: unknown[]) => {
    if (!isOwnPage(event.senderFrame)) return;
    const parsed = input.safeParse(sent);
    if (parsed.success) hear(parsed.data, event.sender);
  });
}
