import { config } from 'zod';

/**
 * Keeps zod from compiling its parsers with `new Function`, which the policy of the pages forbids: it would
 * fall back by itself, but report a violation first. To be imported before any schema is made.
 */
config({ jitless: true });
