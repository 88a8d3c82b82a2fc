import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, it, vi } from 'vitest';
import { createPageCommands } from './page-commands.ts';

function fakePage() {
  const page = Object.assign(new EventEmitter(), { send: vi.fn() });
  return { page, contents: page as unknown as WebContents };
}

it('a command waits until the page listens, and comes once', () => {
  const commands = createPageCommands();
  const { page, contents } = fakePage();
  commands.send({ kind: 'open-files', paths: ['/site/job.haul'] });
  commands.takesCommands(contents);
  commands.takesCommands(contents);
  expect(page.send).toHaveBeenCalledExactlyOnceWith('command', {
    kind: 'open-files',
    paths: ['/site/job.haul'],
  });
});

it.each(['did-start-loading', 'render-process-gone', 'destroyed'])(
  'a page that is loaded anew gets what came meanwhile: %s',
  (name) => {
    const commands = createPageCommands();
    const { page, contents } = fakePage();
    commands.takesCommands(contents);
    page.emit(name);
    commands.send({ kind: 'jobs' });
    expect(page.send).not.toHaveBeenCalled();
    commands.takesCommands(contents);
    expect(page.send).toHaveBeenCalledExactlyOnceWith('command', { kind: 'jobs' });
  },
);
