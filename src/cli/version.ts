import { readFileSync } from 'node:fs';

/** package.json stands two folders above, both in the source and in a build. */
const packageUrl = new URL('../../package.json', import.meta.url);

export const version: string = (JSON.parse(readFileSync(packageUrl, 'utf8')) as { version: string }).version;
