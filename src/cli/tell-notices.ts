import { readNotices } from '../engine/ledger-care/notice-book.ts';
import { printable } from './printable.ts';

/** Says on stderr what a person must know of the ledger, with every command until it is put away, --quiet or not. */
export function tellNotices(stateDir: string): void {
  for (const { id, at, text } of readNotices(stateDir)) {
    process.stderr.write(printable(`NOTICE of ${at}: ${text}\n`));
    process.stderr.write(printable(`  Put it away with: meterhaul notices dismiss ${id}\n`));
  }
}
