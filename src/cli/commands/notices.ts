import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import { openEngine } from '../engine-session.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

export function addNotices(group: Command, ends: (code: ExitCode) => void): void {
  group.addHelpText('after', '\nExample:\n  meterhaul notices\n');
  addEverywhereOptions(group.command('list', { isDefault: true }).description('all of them')).action(
    async (options: EverywhereOptions) => {
      ends(await runCommand(options, (terminal) => list(options, terminal)));
    },
  );
  const dismiss = group.command('dismiss').description('put one away').argument('<id>');
  addEverywhereOptions(dismiss).action(async (id: string, options: EverywhereOptions) => {
    ends(await runCommand(options, (terminal) => putAway(id, options, terminal)));
  });
}

async function list(options: EverywhereOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openEngine(options);
  const notices = await session.engine.api.listNotices({});
  if (options.json) printJson({ notices });
  else if (notices.length === 0) terminal.out('No notices.');
  else for (const { id, at, text } of notices) terminal.out(`${id}  ${at}\n  ${text}`);
  return exitCodes.done;
}

async function putAway(id: string, options: EverywhereOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openEngine(options);
  const { api } = session.engine;
  if (!(await api.listNotices({})).some((each) => each.id === id)) {
    throw new AppError('usage/invalid', `There is no notice ${id}. See them with: meterhaul notices`);
  }
  await api.dismissNotice({ id });
  if (options.json) printJson({ notice: id, state: 'dismissed', exitCode: exitCodes.done });
  else terminal.out(`Put away: ${id}`);
  return exitCodes.done;
}
