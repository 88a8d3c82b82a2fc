import { Command } from 'commander';
import { expect, it } from 'vitest';
import { commandList } from './command-list.ts';

it.each(commandList.map((listed) => [listed.name, listed] as const))(
  '%s is what the list says of it, and shows an example',
  async (name, { isGroup, bring }) => {
    const command = new Command(name);
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) });
    (await bring())(command, () => undefined);
    expect(command.options.length > 0).toBe(isGroup !== true);
    expect(command.commands.length > 0).toBe(isGroup === true);
    command.outputHelp();
    expect(help).toContain(`  meterhaul ${name}`);
  },
);
