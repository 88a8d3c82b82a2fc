import { errorCodes } from '../src/contract/error-codes.ts';
import type { Disposition } from '../src/contract/error-codes.ts';

export const errorGuideUrl = new URL('../docs/guide/errors.md', import.meta.url);

const dispositions: Record<Disposition, string> = {
  transient: 'passes by itself: Meterhaul tries again or waits',
  rejected: 'concerns one row, interval or load: the rest goes on',
  blocked: 'the job stops until someone acts; then resume it',
  fatal: 'Meterhaul does not go on with this ledger',
  cancelled: 'somebody stopped it',
  usage: 'nothing was started',
  bug: 'a fault of Meterhaul',
};

/** Every error in plain words, as the Markdown page of the guide. */
export function errorGuide(): string {
  const lines = ['# Every error in plain words', ''];
  for (const [code, { disposition, what, means, advice }] of Object.entries(errorCodes)) {
    lines.push(`## \`${code}\``, '', what, '');
    lines.push(`- What it means for the data: ${means}`, `- What to do: ${advice}`);
    lines.push(`- How Meterhaul takes it: ${dispositions[disposition]}.`, '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
