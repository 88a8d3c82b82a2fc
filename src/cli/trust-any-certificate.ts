import { createInterface } from 'node:readline/promises';
import { AppError } from '../contract/app-error.ts';
import type { Engine } from '../engine/create-engine.ts';
import { findProfile } from './choose-vtn.ts';
import type { Terminal } from './terminal.ts';

export interface TrustOptions {
  readonly trustAnyCertificate?: string;
}

/**
 * Lets a command go to a VTN whose certificate is not verified, if it was asked to and a person types the profile's
 * name. Nothing is kept: the next command verifies again. Throws usage/invalid without a terminal to ask on.
 */
export async function trustIfAsked(engine: Engine, options: TrustOptions, terminal: Terminal): Promise<void> {
  const name = options.trustAnyCertificate;
  if (name === undefined) return;
  const { baseUrl } = await findProfile(engine, name);
  if (!process.stdin.isTTY) {
    throw new AppError(
      'usage/invalid',
      '--trust-any-certificate asks a person to type the name of the profile, and there is no terminal to ask on. ' +
        "In a script, give the authority's certificate: meterhaul profiles add NAME --ca-file FILE --replace.",
    );
  }
  terminal.alert(
    terminal.paint('red', `WARNING: the certificate of ${baseUrl} will NOT be verified by this command.`),
  );
  terminal.alert(
    'Whoever sits on the way can read your credentials and readings and pass for the VTN. ' +
      'The job will say so, and its report too. Better: ask for the certificate of the issuing authority and give it with --ca-file.',
  );
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const confirmation = await lines.question(`Type the name of the profile to go on ("${name}"): `);
    await engine.api.trustAnyCertificate({ name, trusts: true, confirmation });
  } finally {
    lines.close();
  }
}
