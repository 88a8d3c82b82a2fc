import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { QuitAnswer } from './quitting.ts';
import { spellNumber } from './words/choose-words.ts';
import type { Words } from './words/choose-words.ts';

const answers = ['pause', 'tray', 'cancel'] as const satisfies readonly QuitAnswer[];

/** The question when someone quits while jobs run. The Esc key and closing it change nothing. */
export async function askQuit(window: BrowserWindow | null, words: Words, jobs: number): Promise<QuitAnswer> {
  const options = {
    type: 'question' as const,
    message: words.quit.question(spellNumber(words, jobs)),
    detail: words.quit.detail,
    buttons: answers.map((answer) => words.quit[answer]),
    defaultId: answers.indexOf('tray'),
    cancelId: answers.indexOf('cancel'),
    noLink: true,
  };
  const isShown = window?.isVisible() === true;
  const { response } = await (isShown
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return answers[response] ?? 'cancel';
}
