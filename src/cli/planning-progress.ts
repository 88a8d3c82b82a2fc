import type { Engine } from '../engine/create-engine.ts';
import { spellCount } from './number-words.ts';
import type { Terminal } from './terminal.ts';

const words = {
  plan: 'Planning',
  check: 'Planning',
  verify: 'Verifying',
  inspect: 'Looking at',
  preview: 'Reading',
  survey: 'Reading',
  register: 'Registering',
  rehearsal: 'Making the sample site',
  stage: 'Copying',
  export: 'Writing',
  import: 'Reading',
  report: 'Writing',
  undo: 'Deleting',
} as const;

const lineEveryMs = 10_000;

/** Shows how far reading the sources has got; call what it returns when it is over. */
export function showPlanning(engine: Pick<Engine, 'subscribe'>, terminal: Terminal): () => void {
  let latest: string | null = null;
  const unsubscribe = engine.subscribe((event) => {
    if (event.type !== 'work-progress') return;
    const of = event.total === null ? '' : ` of ${spellCount(event.total)} loads`;
    latest = `${words[event.work]}: ${spellCount(event.done)}${of}  ${event.text}`;
    terminal.live(latest);
  });
  const ticker = setInterval(() => {
    if (latest !== null && !terminal.isLive) terminal.say(latest);
  }, lineEveryMs);
  // A command that fails before it begins must not wait for the next line.
  ticker.unref();
  return () => {
    clearInterval(ticker);
    unsubscribe();
    terminal.endLive();
  };
}
