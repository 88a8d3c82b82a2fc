import { z } from 'zod';
import { destinationRequest } from '../request-shapes.ts';
import { connectionTest, profile, profileSecrets, profileView, registration } from '../profile-shapes.ts';
import { done, workId } from './method-parts.ts';

const databaseLoads = z.object({
  database: z.string(),
  vens: z.array(z.string()).default([]),
  includeDisabled: z.boolean().default(false),
});

/** VTNs kept by name. Secrets go in and never come out. */
export const profileMethods = {
  listProfiles: { input: z.object({}), output: z.array(profileView) },
  keepProfile: {
    input: z.object({
      profile,
      /** The name that it had before; null for a new one. */
      previousName: z.string().nullable().default(null),
      secrets: profileSecrets.prefault({}),
      /** False keeps the secrets for this session only. */
      remember: z.boolean().default(true),
    }),
    output: profileView,
  },
  /** Forgets its secrets too. */
  forgetProfile: { input: z.object({ name: z.string() }), output: done },
  /**
   * Trusts any certificate of this profile's VTN until Meterhaul is closed, or verifies it again. `confirmation` is the
   * profile's name, typed by the person. Nothing of it is kept.
   */
  trustAnyCertificate: {
    input: z.object({ name: z.string(), trusts: z.boolean(), confirmation: z.string() }),
    output: profileView,
  },
  /**
   * Tries step by step what an upload needs and tells of each step in `connection-step` events. Secrets that are not
   * given are those kept for the profile of that name, as long as its VTN's origin is the same.
   */
  testConnection: {
    input: z.object({ profile, secrets: profileSecrets.prefault({}), workId }),
    output: connectionTest,
  },
  /** What `registerDatabase` would do, of all VENs or of some. Nothing is sent. */
  planDatabaseRegistration: { input: databaseLoads, output: registration },
  /** Registers the loads of a resource database that have no VTN resource, and writes their ids into it. */
  registerDatabase: {
    input: databaseLoads.extend({
      destination: destinationRequest.omit({ reportId: true }),
      clientName: z.string().min(1),
      workId,
    }),
    output: registration,
  },
} as const;
