import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import type { ConnectionStep, ProfileSecrets, ProfileView } from '../../contract/profile-shapes.ts';
import { askYes } from '../ask-yes.ts';
import { findProfile } from '../choose-vtn.ts';
import {
  addCredentialOptions,
  addTrustOption,
  readEnvironment,
  readSecrets,
  readText,
} from '../credentials.ts';
import type { CredentialOptions, Environment } from '../credentials.ts';
import { openEngine } from '../engine-session.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { readVtnUrl } from '../request-options.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { trustIfAsked } from '../trust-any-certificate.ts';

interface AddOptions extends EverywhereOptions, CredentialOptions {
  readonly vtn?: string;
  readonly clientId?: string;
  readonly tokenUrl?: string;
  readonly caFile?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly proxy?: string;
  readonly replace: boolean;
}

const secretsHelp = `
Secrets come from --token-file, or from these names in the environment or --env-file, never from the command line:
METERHAUL_TOKEN, METERHAUL_CLIENT_SECRET, METERHAUL_KEY_PASSPHRASE, METERHAUL_PROXY_CREDENTIALS (user:password).

Example:
  meterhaul profiles add "Main VTN" --vtn https://vtn.example.com/openadr3 --token-file token.txt
`;

export function addProfiles(group: Command, ends: (code: ExitCode) => void): void {
  group.addHelpText('after', '\nExample:\n  meterhaul profiles test "Main VTN"\n');
  const add = group
    .command('add')
    .description('keep a VTN by name')
    .argument('<name>')
    .option('--vtn <url>', 'the VTN; /openadr3 is added when the URL has no path')
    .option('--client-id <id>', 'the id of an OAuth2 client, with --token-url')
    .option('--token-url <url>', 'where the client gets its tokens')
    .option('--ca-file <file>', 'certificates to trust beside those of the system, PEM')
    .option('--client-cert <file>', 'certificate of our own for the VTN, PEM, with --client-key')
    .option('--client-key <file>', 'its private key, PEM')
    .option('--proxy <url>', 'proxy to go through; none for the straight way, whatever the environment says')
    .option('--replace', 'change the profile that has the name already', false)
    .addHelpText('after', secretsHelp);
  addEverywhereOptions(addCredentialOptions(add)).action(async (name: string, options: AddOptions) => {
    ends(await runCommand(options, (terminal) => keep(name, options, terminal)));
  });
  addEverywhereOptions(group.command('list', { isDefault: true }).description('all of them')).action(
    async (options: EverywhereOptions) => {
      ends(await runCommand(options, (terminal) => list(options, terminal)));
    },
  );
  const test = group
    .command('test')
    .description('what works, step by step; no point is written')
    .argument('<name>');
  addEverywhereOptions(addCredentialOptions(addTrustOption(test))).action(
    async (name: string, options: AddOptions) => {
      ends(await runCommand(options, (terminal) => tryOut(name, options, terminal)));
    },
  );
  const remove = group
    .command('remove')
    .description('forget one, its secrets too')
    .argument('<name>')
    .option('--yes', 'do not ask', false);
  addEverywhereOptions(remove).action(
    async (name: string, options: EverywhereOptions & { readonly yes: boolean }) => {
      ends(await runCommand(options, (terminal) => forget(name, options, terminal)));
    },
  );
}

async function list(options: EverywhereOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openEngine(options);
  const profiles = await session.engine.api.listProfiles({});
  if (options.json) printJson({ profiles });
  else if (profiles.length === 0)
    terminal.out('No profiles yet. Keep one with: meterhaul profiles add NAME --vtn URL');
  else for (const each of profiles) printProfile(each, terminal);
  return exitCodes.done;
}

const secretWords: Readonly<Record<ProfileView['secret'], string>> = {
  kept: 'secret kept by the system',
  session: 'secret for this command only',
  none: 'no secret kept here',
  'not-needed': 'signs in by the environment',
};

function printProfile({ name, baseUrl, secret, trouble, lastTest }: ProfileView, terminal: Terminal): void {
  const tested =
    lastTest === null ? 'not tested' : `${lastTest.ok ? 'works' : 'did not work'} ${lastTest.at}`;
  terminal.out(`${name}  ${baseUrl}  ${secretWords[secret]}  ${tested}`);
  if (trouble !== null) terminal.out(`    ${trouble}`);
}

async function keep(name: string, options: AddOptions, terminal: Terminal): Promise<ExitCode> {
  const environment = readEnvironment(options, process.env);
  const request = await readProfile(name, options, environment);
  const secrets = readProfileSecrets(options, environment, terminal);
  await using session = await openEngine(options);
  const { api } = session.engine;
  const isThere = (await api.listProfiles({})).some((each) => each.name === name);
  const previousName = isThere && options.replace ? name : null;
  const view = await api.keepProfile({ profile: request, previousName, secrets });
  if (options.json) printJson({ profile: view, exitCode: exitCodes.done });
  else {
    terminal.out(`Kept "${name}" for ${view.baseUrl}.`);
    if (view.trouble !== null) terminal.alert(view.trouble);
  }
  if (view.secret === 'session') {
    const { secretProtection } = await api.describeEngine({});
    terminal.alert(
      `The secret is not kept: ${secretProtection.text} Give --token-file or --env-file each time.`,
    );
  }
  return exitCodes.done;
}

async function readProfile(name: string, options: AddOptions, environment: Environment) {
  const baseUrl = readVtnUrl(options.vtn, environment);
  if (baseUrl === null) throw new AppError('usage/invalid', 'Where is it? Give the VTN with --vtn URL.');
  const { clientCert, clientKey, proxy } = options;
  if ((clientCert === undefined) !== (clientKey === undefined))
    throw new AppError('usage/invalid', '--client-cert and --client-key go together.');
  const { profile: profileShape } = await import('../../contract/profile-shapes.ts');
  const parsed = profileShape.safeParse({
    name,
    baseUrl,
    signIn: readSignIn(options, environment),
    caFile: options.caFile === undefined ? null : path.resolve(options.caFile),
    clientCertificate:
      clientCert === undefined || clientKey === undefined
        ? null
        : { certificateFile: path.resolve(clientCert), keyFile: path.resolve(clientKey) },
    proxy: readProxy(proxy),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('usage/invalid', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}.`);
}

function readSignIn(options: AddOptions, environment: Environment) {
  const clientId = options.clientId ?? environment['METERHAUL_CLIENT_ID'] ?? environment['OAUTH_CLIENT_ID'];
  const tokenUrl =
    options.tokenUrl ??
    environment['METERHAUL_TOKEN_URL'] ??
    environment['OAUTHCHECK_ACCESS_TOKEN_OBTAIN_URL'];
  const isClient =
    options.clientId !== undefined || (options.tokenFile === undefined && clientId !== undefined);
  if (!isClient) return { kind: 'token' };
  if (tokenUrl === undefined) throw new AppError('usage/invalid', '--client-id needs --token-url.');
  return { kind: 'client', clientId, tokenUrl };
}

function readProxy(proxy: string | undefined) {
  if (proxy === undefined) return { kind: 'system' };
  return proxy === 'none' ? { kind: 'none' } : { kind: 'address', address: proxy };
}

function readProfileSecrets(
  options: AddOptions,
  environment: Environment,
  terminal: Terminal,
): ProfileSecrets {
  if (options.token !== undefined)
    terminal.alert(
      'Warning: --token can be seen in the list of processes. Use --token-file or METERHAUL_TOKEN.',
    );
  const inFile =
    options.tokenFile === undefined ? undefined : readText(options.tokenFile, '--token-file').trim();
  const given = {
    token: options.token ?? inFile ?? environment['METERHAUL_TOKEN'],
    clientSecret: environment['METERHAUL_CLIENT_SECRET'] ?? environment['OAUTH_CLIENT_SECRET'],
    keyPassphrase: environment['METERHAUL_KEY_PASSPHRASE'],
    proxyCredentials: environment['METERHAUL_PROXY_CREDENTIALS'],
  };
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined && text !== ''));
}

async function tryOut(name: string, options: AddOptions, terminal: Terminal): Promise<ExitCode> {
  const environment = readEnvironment(options, process.env);
  await using session = await openEngine(options, readSecrets(options, environment, terminal));
  const { engine } = session;
  const profile = await findProfile(engine, name);
  await trustIfAsked(engine, options, terminal);
  const unsubscribe = engine.subscribe((event) => {
    if (event.type === 'connection-step' && event.step.state !== 'running') printStep(event.step, terminal);
  });
  const secrets = readLineSecrets(environment);
  const test = await engine.api.testConnection({ profile, secrets }).finally(unsubscribe);
  const exitCode = test.ok ? exitCodes.done : exitCodes.incomplete;
  if (options.json) printJson({ ...test, exitCode });
  else
    terminal.out(
      test.ok ? terminal.paint('green', 'It works.') : terminal.paint('red', 'It does not work yet.'),
    );
  return exitCode;
}

/** The token is left to those who read credentials for every command. */
function readLineSecrets(environment: Environment): ProfileSecrets {
  const keyPassphrase = environment['METERHAUL_KEY_PASSPHRASE'];
  const proxyCredentials = environment['METERHAUL_PROXY_CREDENTIALS'];
  return {
    ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
    ...(proxyCredentials === undefined ? {} : { proxyCredentials }),
  };
}

function printStep({ name, state, text, advice }: ConnectionStep, terminal: Terminal): void {
  terminal.out(`${name.padEnd(12)} ${state.padEnd(8)} ${text}`);
  if (advice !== null) terminal.out(`${' '.repeat(22)}${advice}`);
}

async function forget(
  name: string,
  options: EverywhereOptions & { readonly yes: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  await using session = await openEngine(options);
  await findProfile(session.engine, name);
  if (process.stdin.isTTY && !options.yes && !options.json) {
    if (!(await askYes(`This forgets "${name}" and its secrets. Go on? [y/N] `))) {
      terminal.out('Nothing was changed.');
      return exitCodes.done;
    }
  }
  await session.engine.api.forgetProfile({ name });
  if (options.json) printJson({ profile: name, state: 'removed', exitCode: exitCodes.done });
  else terminal.out(`"${name}" is forgotten.`);
  return exitCodes.done;
}
