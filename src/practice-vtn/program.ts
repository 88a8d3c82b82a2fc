import { readFileSync } from 'node:fs';
import type { Fault } from './fault.ts';
import { parseFaults } from './parse-faults.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';
import type { PracticeVtn } from './start-practice-vtn.ts';

export interface PracticeProgramOptions {
  readonly port: number;
  /** Where the points are kept; `:memory:` keeps them until the program ends. */
  readonly databasePath: string;
  /** A JSON file with a list of faults. */
  readonly faultsPath?: string;
  readonly knownResources?: 'any' | 'registered';
  /** Credentials in METERHAUL_TOKEN, METERHAUL_CLIENT_ID and METERHAUL_CLIENT_SECRET are the ones accepted. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a client needs to know to use a practice VTN. Holds secrets: for stdout, never for a log. */
export interface PracticeFacts {
  readonly origin: string;
  readonly baseUrl: string;
  readonly token: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly databasePath: string;
}

/**
 * Starts the practice VTN as a program of its own does.
 *
 * @throws Error in plain words when the faults file cannot be read or used, and as `startPracticeVtn` does.
 */
export async function startPracticeProgram(options: PracticeProgramOptions): Promise<PracticeVtn> {
  const { port, databasePath, faultsPath, knownResources = 'any', environment } = options;
  const { METERHAUL_TOKEN: token, METERHAUL_CLIENT_ID: clientId } = environment;
  const { METERHAUL_CLIENT_SECRET: clientSecret } = environment;
  return startPracticeVtn({
    port,
    databasePath,
    knownResources,
    faults: faultsPath === undefined ? [] : readFaultsFile(faultsPath),
    ...(isGiven(token) ? { token } : {}),
    ...(isGiven(clientId) ? { clientId } : {}),
    ...(isGiven(clientSecret) ? { clientSecret } : {}),
  });
}

export function practiceFacts(vtn: PracticeVtn): PracticeFacts {
  const { origin, baseUrl, token, tokenUrl, clientId, clientSecret, databasePath } = vtn;
  return { origin, baseUrl, token, tokenUrl, clientId, clientSecret, databasePath };
}

/** The facts for a person, a line each. */
export function practiceFactLines(facts: PracticeFacts): string[] {
  return [
    'REHEARSAL: this is a practice VTN. What you send here reaches no real VTN.',
    `VTN URL        ${facts.baseUrl}`,
    `Token          ${facts.token}`,
    `Token URL      ${facts.tokenUrl}`,
    `Client id      ${facts.clientId}`,
    `Client secret  ${facts.clientSecret}`,
    `Kept in        ${facts.databasePath === ':memory:' ? 'memory, until this program ends' : facts.databasePath}`,
  ];
}

function readFaultsFile(path: string): Fault[] {
  try {
    return parseFaults(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The faults file ${path} cannot be used: ${reason}`, { cause: error });
  }
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
