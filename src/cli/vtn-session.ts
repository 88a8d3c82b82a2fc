import type { Command } from 'commander';
import {
  addCredentialOptions,
  addProfileOption,
  addTrustOption,
  readEnvironment,
  readSecrets,
} from './credentials.ts';
import type { CredentialOptions, Environment } from './credentials.ts';
import { openEngine } from './engine-session.ts';
import type { EngineSession } from './engine-session.ts';
import type { EverywhereOptions } from './everywhere-options.ts';
import type { Terminal } from './terminal.ts';
import { trustIfAsked } from './trust-any-certificate.ts';

/** What every command that goes to a VTN takes. */
export type VtnOptions = EverywhereOptions & CredentialOptions;

/** A command's engine, with the environment that its credentials may be in. */
export interface VtnSession extends EngineSession {
  readonly environment: Environment;
}

/** Credentials, profile and trust: the options of a command that goes to a VTN. */
export function addVtnOptions(command: Command): Command {
  return addCredentialOptions(addTrustOption(addProfileOption(command)));
}

/**
 * Opens the engine for a command that goes to a VTN; asks before it goes to one whose certificate is not verified.
 * Throws usage/invalid for credentials that cannot be read, ledger/*.
 */
export async function openVtnSession(options: VtnOptions, terminal: Terminal): Promise<VtnSession> {
  const environment = readEnvironment(options, process.env);
  const session = await openEngine(options, readSecrets(options, environment, terminal));
  try {
    await trustIfAsked(session.engine, options, terminal);
    return { ...session, environment };
  } catch (thrown) {
    await session[Symbol.asyncDispose]();
    throw thrown;
  }
}
