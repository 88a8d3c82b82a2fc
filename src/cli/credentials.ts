import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Command } from 'commander';
import { AppError } from '../contract/app-error.ts';
import { environmentSecrets, holdsCredentials } from '../engine/ports/environment-secrets.ts';
import { hideText } from '../engine/ports/hidden-texts.ts';
import type { Secrets } from '../engine/ports/secrets.ts';
import type { Terminal } from './terminal.ts';

export interface CredentialOptions {
  readonly tokenFile?: string;
  readonly envFile?: string;
  readonly token?: string;
  readonly profile?: string;
  readonly trustAnyCertificate?: string;
}

export function addCredentialOptions(command: Command): Command {
  return command
    .optionsGroup('Credentials (also METERHAUL_TOKEN, or METERHAUL_CLIENT_ID, _SECRET and _TOKEN_URL):')
    .option('--token-file <file>', 'file that holds the bearer token')
    .option('--env-file <file>', 'file of NAME=VALUE lines with credentials and VTN_SERVER_ADDRESS')
    .option('--token <token>', 'the bearer token itself; other users of this computer can see it');
}

/** For commands that go to a VTN: the options above go before the profile's own credentials. */
export function addProfileOption(command: Command): Command {
  return command.option('--profile <name>', 'a destination kept by name; see meterhaul profiles');
}

/** For commands that go to a VTN by a profile. */
export function addTrustOption(command: Command): Command {
  return command.option(
    '--trust-any-certificate <profile>',
    'DANGEROUS: for this command only, do not verify the certificate of the VTN of this profile; asks for its name',
  );
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with what --env-file says; a name that is set in both is the file's. */
export function readEnvironment(options: CredentialOptions, environment: Environment): Environment {
  if (options.envFile === undefined) return environment;
  return { ...environment, ...parseEnv(readText(options.envFile, '--env-file')) };
}

/** Throws usage/invalid when a file of credentials cannot be read. */
export function readSecrets(
  options: CredentialOptions,
  environment: Environment,
  terminal: Terminal,
): Secrets {
  if (options.token !== undefined) {
    terminal.alert(
      'Warning: --token can be seen in the list of processes. Use --token-file or METERHAUL_TOKEN.',
    );
    return fixedToken(options.token);
  }
  if (options.tokenFile !== undefined) {
    const token = readText(options.tokenFile, '--token-file').trim();
    if (token === '') throw new AppError('usage/invalid', `--token-file: ${options.tokenFile} is empty.`);
    return fixedToken(token);
  }
  return { ...environmentSecrets(environment), told: isInFile(options) };
}

/** Whether a file of the command line, and not the environment around it, says how to sign in. */
function isInFile({ envFile }: CredentialOptions): boolean {
  return envFile !== undefined && holdsCredentials(parseEnv(readText(envFile, '--env-file')));
}

function fixedToken(token: string): Secrets {
  hideText(token);
  return { told: true, credentialsFor: () => Promise.resolve({ kind: 'token', token }) };
}

/** A file that an option names. Throws usage/invalid that names both. */
export function readText(path: string, option: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    const reason =
      (thrown as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such file'
        : (thrown as Error).message;
    throw new AppError('usage/invalid', `${option}: ${path} cannot be read: ${reason}.`);
  }
}
