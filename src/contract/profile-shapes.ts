import { z } from 'zod';
import { paceRequest } from './request-shapes.ts';

/** A VTN as a person keeps it by name. No secret is part of it. */
export const profile = z.object({
  name: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._()+-]{0,79}$/u, 'letters, digits, blanks and . _ ( ) + - only'),
  baseUrl: z.url(),
  /** The bulk upload of vtn-bulk-api: the only one spoken so far. */
  protocol: z.enum(['bulk']).default('bulk'),
  signIn: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('token') }),
      z.object({ kind: z.literal('client'), clientId: z.string().min(1), tokenUrl: z.url() }),
      /** METERHAUL_TOKEN and its like, in the environment of the program. */
      z.object({ kind: z.literal('environment') }),
    ])
    .default({ kind: 'token' }),
  /** A file of certificates to trust beside the system's. */
  caFile: z.string().nullable().default(null),
  clientCertificate: z.object({ certificateFile: z.string(), keyFile: z.string() }).nullable().default(null),
  proxy: z
    .discriminatedUnion('kind', [
      /** HTTPS_PROXY and NO_PROXY of the environment. */
      z.object({ kind: z.literal('system') }),
      z.object({ kind: z.literal('none') }),
      /** Without credentials: those are among the secrets. */
      z.object({ kind: z.literal('address'), address: z.url() }),
    ])
    .default({ kind: 'system' }),
  /** What every job to this VTN starts with. */
  limits: paceRequest
    .pick({
      maxPointsPerSecond: true,
      maxRequestsPerSecond: true,
      maxBytesPerSecond: true,
      concurrency: true,
      window: true,
      compress: true,
    })
    .prefault({}),
  /**
   * Paths below the base URL by which this VTN gives intervals back and deletes them, as the practice VTN's guide
   * describes; null where it offers none. A practice VTN says so itself.
   */
  readBackPath: z
    .string()
    .regex(/^\/[\w./-]*$/)
    .max(200)
    .nullable()
    .default(null),
  deletePath: z
    .string()
    .regex(/^\/[\w./-]*$/)
    .max(200)
    .nullable()
    .default(null),
});

/** Secrets of a profile; a field that is absent leaves what is there, null forgets it. */
export const profileSecrets = z.object({
  token: z.string().max(20_000).nullable().optional(),
  clientSecret: z.string().max(20_000).nullable().optional(),
  keyPassphrase: z.string().max(2000).nullable().optional(),
  /** user:password */
  proxyCredentials: z.string().max(2000).nullable().optional(),
});

/** The names of a profile's secrets. */
export const secretNames = ['token', 'clientSecret', 'keyPassphrase', 'proxyCredentials'] as const;

export const connectionStepNames = [
  'address',
  'proxy',
  'connect',
  'tls',
  'token',
  'permission',
  'endpoint',
  'body-size',
  'compression',
  'speed',
] as const;

/** One thing that must hold for an upload, in the order in which it is tried. No step writes a point. */
export const connectionStep = z.object({
  name: z.enum(connectionStepNames),
  state: z.enum(['waiting', 'running', 'passed', 'warning', 'failed', 'skipped']),
  /** What was found: an address, a certificate's owner and end, a size, a speed. */
  text: z.string(),
  advice: z.string().nullable(),
  code: z.string().nullable(),
  durationMs: z.number().nullable(),
});

export const connectionTest = z.object({
  ok: z.boolean(),
  /** ISO instant of the end of the test. */
  at: z.string(),
  rehearsal: z.boolean(),
  steps: z.array(connectionStep),
  /** The largest body that was accepted, and whether a larger one was refused. */
  acceptedBytes: z.number().nullable(),
  refusedBytes: z.number().nullable(),
  takesGzip: z.boolean().nullable(),
  latencyMs: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
});

/** A profile as lists show it. */
export const profileView = profile.extend({
  /** Whether there are the secrets that it signs in with: kept by the system, for this session only, or not. */
  secret: z.enum(['kept', 'session', 'none', 'not-needed']),
  /** Which secrets there are, by the vault or for this session; what they are is never told. */
  secretNames: z.array(z.enum(secretNames)).optional(),
  /** What is wrong with the profile itself, as a certificate file that is gone. */
  trouble: z.string().nullable(),
  lastTest: connectionTest.nullable(),
  /** Until Meterhaul is closed, its certificate is not verified: a person has confirmed that. */
  trustsAnyCertificate: z.boolean(),
  /** Made by the rehearsal; its VTN is a practice VTN. */
  rehearsal: z.boolean(),
});

/** How secrets are protected here, in words for the person. */
export const secretProtection = z.object({
  kind: z.enum(['keychain', 'system-encryption', 'session']),
  text: z.string(),
});

/** A resource as the VTN lists it. */
export const vtnResource = z.object({
  id: z.string(),
  name: z.string(),
  ven: z.string(),
  externalId: z.string(),
});

/** What registering the unregistered series of a draft would do, or has done. */
export const registration = z.object({
  database: z.string(),
  vens: z.number().int(),
  loads: z.number().int(),
  /** The first 20 to be registered. */
  examples: z.array(z.object({ series: z.string(), name: z.string(), ven: z.string() })),
  registered: z.number().int(),
  /** Found at the VTN already, with the id that it has there. */
  found: z.number().int(),
  failed: z.array(z.object({ series: z.string(), code: z.string(), text: z.string() })),
});

export type Profile = z.infer<typeof profile>;
export type ProfileSecrets = z.infer<typeof profileSecrets>;
export type SecretName = (typeof secretNames)[number];
export type ProfileView = z.infer<typeof profileView>;
export type ConnectionStep = z.infer<typeof connectionStep>;
export type ConnectionTest = z.infer<typeof connectionTest>;
export type SecretProtection = z.infer<typeof secretProtection>;
export type VtnResource = z.infer<typeof vtnResource>;
export type Registration = z.infer<typeof registration>;
