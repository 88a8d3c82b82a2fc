import type { JobNews, RunningJob } from '../contract/shell-messages.ts';
import { spellNumber, spellPercent, spellTime } from './words/choose-words.ts';
import type { Words } from './words/choose-words.ts';

const longestTitle = 60;

/** What the tray says when the pointer rests on it. */
export function trayText(words: Words, running: readonly RunningJob[]): string {
  const [only] = running;
  if (only === undefined) return words.tray.idle;
  const percent = spellPercent(words, overallPercent(running));
  return running.length === 1
    ? words.tray.one(percent, shorten(only.title))
    : words.tray.many(percent, spellNumber(words, running.length));
}

/** A running job as a line of the tray's menu. */
export function jobLine(words: Words, { title, percent, waiting, remainingMs }: RunningJob): string {
  const parts = [shorten(title), spellPercent(words, percent)];
  if (waiting) parts.push(words.tray.waiting);
  else if (remainingMs !== null) parts.push(words.tray.left(spellTime(words, remainingMs)));
  return parts.join(' · ');
}

/** Of all jobs together, 0 to 100. */
export function overallPercent(running: readonly RunningJob[]): number {
  return running.reduce((sum, { percent }) => sum + percent, 0) / Math.max(1, running.length);
}

/** The end of a job, or its need of a person, as title and text of a notification. */
export function newsLines(words: Words, news: JobNews): { readonly title: string; readonly text: string } {
  const title = shorten(news.title);
  const [confirmed, planned] = [spellNumber(words, news.confirmed), spellNumber(words, news.planned)];
  switch (news.state) {
    case 'completed':
      return { title: words.news.completed, text: words.news.completedText(title, confirmed) };
    case 'incomplete':
      return { title: words.news.incomplete, text: words.news.incompleteText(title, confirmed, planned) };
    case 'blocked':
      return { title: words.news.blocked, text: words.news.blockedText(title, news.text) };
  }
}

function shorten(title: string): string {
  return title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1)}…`;
}
