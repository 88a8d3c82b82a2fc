import { containers } from './containers.ts';
import { databases } from './databases.ts';
import type { HostileFile } from './hostile-file.ts';
import { texts } from './texts.ts';
import { trees } from './trees.ts';

export type { HostileFile } from './hostile-file.ts';

export const hostileFiles: readonly HostileFile[] = [...texts, ...containers, ...trees, ...databases];
