import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { addCredentialOptions, readEnvironment, readSecrets } from '../credentials.ts';
import type { CredentialOptions } from '../credentials.ts';
import { openEngine } from '../engine-session.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { wholeNumber } from '../parse-values.ts';
import { runCommand } from '../run-command.ts';
import type { Terminal } from '../terminal.ts';
import { untilStopped } from '../until-stopped.ts';

type ServeOptions = EverywhereOptions & CredentialOptions & { readonly port: number };

export function addServe(program: Command, ends: (code: ExitCode) => void): void {
  const command = program
    .command('serve')
    .description("the desktop app's pages on 127.0.0.1, for a browser")
    .option('--port <n>', 'port to listen on; 0 takes any free one', wholeNumber(0), 0)
    .addHelpText('after', '\nExample:\n  meterhaul serve --port 8600 --token-file token.txt\n');
  addEverywhereOptions(addCredentialOptions(command));
  command.action(async (options: ServeOptions) => {
    ends(await runCommand(options, (terminal) => serve(options, terminal)));
  });
}

async function serve(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const environment = readEnvironment(options, process.env);
  await using session = openEngine(options, readSecrets(options, environment, terminal));
  // Brought in only here: other commands start sooner and smaller without a server.
  const { startServer } = await import('../../server/start-server.ts');
  const server = await startServer({
    engine: session.engine,
    rendererDir: rendererDir(),
    port: options.port,
  });
  if (options.json) process.stdout.write(`${JSON.stringify({ url: server.url, origin: server.origin })}\n`);
  else {
    terminal.out(`Open this in a browser on this computer (it works once):\n\n  ${server.url}\n`);
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
