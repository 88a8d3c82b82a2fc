import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Option } from 'commander';
import type { Command } from 'commander';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { addCredentialOptions, readEnvironment, readSecrets } from '../credentials.ts';
import type { CredentialOptions } from '../credentials.ts';
import { openEngine } from '../engine-session.ts';
import { openFolderFence } from '../../engine/ports/folder-fence.ts';
import { openKeychainVault } from '../../engine/ports/keychain-vault.ts';
import { openRehearsal } from '../../practice-vtn/open-rehearsal.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { spellBytes } from '../number-words.ts';
import { byteSize, wholeNumber } from '../parse-values.ts';
import { runCommand } from '../run-command.ts';
import type { Terminal } from '../terminal.ts';
import { untilStopped } from '../until-stopped.ts';

interface ServeOptions extends EverywhereOptions, CredentialOptions {
  readonly port: number;
  readonly folder: string;
  readonly uploadLimit: number;
}

const uploadLimitBytes = 2 * 1024 ** 3;

export function addServe(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--port <n>', 'port to listen on; 0 takes any free one', wholeNumber(0), 0)
    .option('--folder <dir>', 'the only folder whose files the pages can choose', '.')
    .addOption(
      new Option('--upload-limit <size>', 'largest file that can be uploaded, as 500MB or 4GiB')
        .argParser(byteSize)
        .default(uploadLimitBytes, '2GiB'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  meterhaul serve --folder ~/site --port 8600 --token-file token.txt\n',
    );
  addEverywhereOptions(addCredentialOptions(command));
  command.action(async (options: ServeOptions) => {
    ends(await runCommand(options, (terminal) => serve(options, terminal)));
  });
}

async function serve(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const environment = readEnvironment(options, process.env);
  const fence = await openFolderFence(options.folder, options.stateDir);
  const rehearsal = openRehearsal();
  // After the engine, whose jobs may be sending to it.
  await using _closing = { [Symbol.asyncDispose]: () => rehearsal.close() };
  await using session = await openEngine(options, readSecrets(options, environment, terminal), {
    fence,
    rehearsal,
    vault: openKeychainVault(),
  });
  // Brought in only here: other commands start sooner and smaller without a server.
  const { startServer } = await import('../../server/start-server.ts');
  const server = await startServer({
    engine: session.engine,
    rendererDir: rendererDir(),
    port: options.port,
    files: { fence, stateDir: options.stateDir, uploadLimitBytes: options.uploadLimit },
  });
  const { folder } = fence;
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ url: server.url, origin: server.origin, folder })}\n`);
  } else {
    terminal.out(`Open this in a browser on this computer (it works once):\n\n  ${server.url}\n`);
    terminal.say(
      `Files can be chosen from ${folder} (--folder) or uploaded, up to ${spellBytes(options.uploadLimit)} each (--upload-limit).`,
    );
    terminal.say(
      'Enter prints a fresh address. Stop with Ctrl+C; a running job is paused and can be resumed.',
    );
  }
  const askings = createInterface({ input: process.stdin });
  askings.on('line', () =>
    terminal.out(`A fresh address; the one before is void unless it was used:\n\n  ${server.newUrl()}\n`),
  );
  await untilStopped();
  askings.close();
  terminal.say('Stopping: finishing what is in flight.');
  await server.close();
  return exitCodes.done;
}

/** The built pages: beside this program's folder in a build, in out/ when run from source. */
function rendererDir(): string {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? '../../../out/renderer' : '../renderer', import.meta.url));
}
