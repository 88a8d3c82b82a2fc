import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { setTimeout as timer } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Interval } from '../domain/interval.ts';
import { capacityDesks } from './capacity.ts';
import type { Fault } from './fault.ts';
import { FaultScript } from './fault-script.ts';
import { ObservationTally } from './observation-tally.ts';
import type { Observations, Traffic } from './observation-tally.ts';
import { openDatabase } from './open-database.ts';
import { MemoryPointStore } from './memory-point-store.ts';
import type { Endpoint, PointStore } from './point-store.ts';
import { RegistryStore } from './registry-store.ts';
import { createRequestListener } from './request-listener.ts';
import { apiPrefix, practiceRoutes } from './routes.ts';
import { badRequestText } from './send-answer.ts';
import { SqlitePointStore } from './sqlite-point-store.ts';
import type { UploadDesk } from './take-upload.ts';
import { randomSecret, TokenDesk } from './token-desk.ts';
import type { Credentials } from './token-desk.ts';
import { nobodyWatches } from './upload-watch.ts';
import type { UploadWatch } from './upload-watch.ts';

export interface PracticeVtnOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** A new file, a practice VTN's earlier one, or `:memory:`. */
  readonly databasePath: string;
  /** Token, client id and secret are random unless given. */
  readonly token?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /**
   * Where points are kept: `database`, the default, in the file; `memory` takes them several times as fast, for
   * benches and long runs, and keeps only registrations in the file.
   */
  readonly points?: 'database' | 'memory';
  /** Of the generator behind `probability` and `jitterMs`: the same seed gives the same faults. Default 1. */
  readonly seed?: number;
  readonly faults?: readonly Fault[];
  /** Of issued tokens. When given, they are issued with `expires_in`; else they last an hour and do not say so. */
  readonly tokenLifetimeMs?: number;
  /** `registered` answers 404 to uploads of resources that were not registered here; default `any`. */
  readonly knownResources?: 'any' | 'registered';
  /** Whether gzip bodies are read; the original answers 400 to them, and so does the default. */
  readonly acceptGzip?: boolean;
  /** Epoch ms; tokens end by it. */
  readonly clock?: () => number;
  /** How latency waits; rejects when the signal says that the VTN closes. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Hears of each upload and deletion on its way. */
  readonly watch?: UploadWatch;
}

export interface PracticeVtn extends Credentials {
  /** As `http://127.0.0.1:49152`. */
  readonly origin: string;
  /** The API's address: the origin with `/openadr3`. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly databasePath: string;
  /** @throws FaultsInvalid (an Error that names entry and key) when one is no `Fault`; the present ones stay. */
  setFaults(faults: readonly Fault[]): void;
  observations(): Observations;
  /** The part of the observations that is known without looking through the store. */
  traffic(): Traffic;
  /** Drops everything of these resources, so that a long run's store stays small; the counts start anew with them. */
  forgetResources(resourceIds: Iterable<string>): void;
  /** All intervals in order of their start; those of a regular upload are kept apart, under its report id. */
  storedIntervals(resourceId: string, endpoint?: Endpoint): Interval[];
  /** Resource ids of bulk uploads (report ids of regular ones) in lower case, in order. */
  storedResources(endpoint?: Endpoint): string[];
  /**
   * Ends every connection, hanging ones too, and leaves the port, as the first half of a restart: requests that
   * wait are dropped unwritten; what was stored, issued and counted stays, and so do the faults.
   */
  stop(): Promise<void>;
  /**
   * Listens on the same port again after `stop`.
   *
   * @throws Error in plain words when another program has taken the port meanwhile.
   */
  startAgain(): Promise<void>;
  /** Ends every connection, hanging ones too, and closes the store. */
  close(): Promise<void>;
}

const hourMs = 3_600_000;
/** uvicorn's: an idle connection is closed after so long. */
const idleMs = 5_000;
const everything = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/**
 * Starts a practice VTN on 127.0.0.1: the bulk API as the real one behaves, a store that can be read back,
 * and faults on request.
 *
 * @throws Error in plain words when the port is taken, the file is not a practice VTN's, or a fault is none.
 */
export async function startPracticeVtn(options: PracticeVtnOptions): Promise<PracticeVtn> {
  const parts = assemble(options);
  const { credentials, database, points, script, tally, observations, presence, server } = parts;
  const port = await listen(server, options.port ?? 0).catch((error: unknown) => {
    database.close();
    throw error;
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    ...credentials,
    origin,
    baseUrl: origin + apiPrefix,
    tokenUrl: `${origin}${apiPrefix}/auth/token`,
    databasePath: options.databasePath,
    setFaults: (faults) => script.replace(faults),
    observations,
    traffic: () => trafficOf(tally, script),
    forgetResources: (resourceIds) => {
      for (const resource of resourceIds)
        points.forget({ endpoint: 'bulk', resource: resource.toLowerCase() });
    },
    storedIntervals: (resourceId, endpoint = 'bulk') =>
      points.read({ endpoint, resource: resourceId.toLowerCase() }, everything, -1),
    storedResources: (endpoint = 'bulk') => points.resources(endpoint),
    stop: async () => {
      presence.end();
      await stop(server);
    },
    startAgain: async () => {
      presence.begin();
      await listen(server, port);
    },
    close: async () => {
      presence.end();
      await stop(server);
      database.close();
    },
  };
}

interface Parts {
  readonly credentials: Credentials;
  readonly database: Database.Database;
  readonly points: PointStore;
  readonly script: FaultScript;
  readonly tally: ObservationTally;
  readonly presence: Presence;
  readonly server: Server;
  observations(): Observations;
}

/** The time between a start and a stop; what waits in it ends with it. */
class Presence {
  #ending = new AbortController();

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  begin(): void {
    if (this.#ending.signal.aborted) this.#ending = new AbortController();
  }

  end(): void {
    this.#ending.abort();
  }
}

function assemble(options: PracticeVtnOptions): Parts {
  const credentials = chooseCredentials(options);
  const script = new FaultScript(options.seed ?? 1, options.faults ?? []);
  const clock = options.clock ?? Date.now;
  const tokens = new TokenDesk(credentials, clock);
  const tally = new ObservationTally();
  const presence = new Presence();
  const database = openDatabase(options.databasePath);
  const points = options.points === 'memory' ? new MemoryPointStore() : new SqlitePointStore(database);
  const wait = (ms: number): Promise<void> => (options.wait ?? waitByTimer)(ms, presence.signal);
  const desk: UploadDesk = {
    points,
    registry: new RegistryStore(database),
    script,
    tally,
    onlyRegistered: options.knownResources === 'registered',
    watch: options.watch ?? nobodyWatches,
    capacity: capacityDesks(script, { clock, wait, signal: () => presence.signal }),
    wait,
  };
  const terms = {
    desk: tokens,
    script,
    lifetimeMs: options.tokenLifetimeMs ?? hourMs,
    announcesExpiry: options.tokenLifetimeMs !== undefined,
  };
  const observations = (): Observations => observed(tally, points, script, tokens);
  const routes = practiceRoutes(desk, terms, observations);
  const { watch } = desk;
  const door = { routes, tokens, script, tally, acceptGzip: options.acceptGzip ?? false, watch };
  const server = createHttpServer(createRequestListener(door));
  return { credentials, database, points, script, tally, presence, server, observations };
}

function chooseCredentials({ token, clientId, clientSecret }: PracticeVtnOptions): Credentials {
  return {
    token: token ?? randomSecret(),
    clientId: clientId ?? `practice-${randomSecret().slice(0, 8)}`,
    clientSecret: clientSecret ?? randomSecret(),
  };
}

async function waitByTimer(ms: number, signal: AbortSignal): Promise<void> {
  await timer(ms, undefined, { signal });
}

function observed(
  tally: ObservationTally,
  points: PointStore,
  script: FaultScript,
  tokens: TokenDesk,
): Observations {
  const stored = points.figures();
  return {
    ...trafficOf(tally, script),
    pointsStored: stored.points,
    rewrites: stored.rewrites,
    changedRewrites: stored.changedRewrites,
    maxInFlightPerResource: tally.maxInFlightPerResource,
    tokensIssued: tokens.issuedCount,
  };
}

function trafficOf(tally: ObservationTally, script: FaultScript): Traffic {
  return {
    requests: tally.requests,
    pointsReceived: tally.pointsReceived,
    requestsByStatus: tally.requestsByStatus(),
    faultsFired: script.fired(),
  };
}

/** A missing Host is left to our own answer, which says that this is a rehearsal. */
function createHttpServer(listener: ReturnType<typeof createRequestListener>): Server {
  const server = createServer({ requireHostHeader: false, keepAliveTimeout: idleMs }, listener);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(badRequestText);
    else socket.destroy();
  });
  return server;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(
      `The practice VTN cannot listen on port ${port}. Choose another port, or 0 for any free one.`,
      {
        cause: error,
      },
    );
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
