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

/** Shows how far reading the sources has got; call what it returns when it is over. */
export function showPlanning(engine: Engine, terminal: Terminal): () => void {
  const unsubscribe = engine.subscribe((event) => {
    if (event.type !== 'work-progress') return;
    const of = event.total === null ? '' : ` of ${spellCount(event.total)} loads`;
    terminal.live(`${words[event.work]}: ${spellCount(event.done)}${of}  ${event.text}`);
  });
  return () => {
    unsubscribe();
    terminal.endLive();
  };
}
