import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A file or folder of `resources/` in one of the folders above this file, as the sources and the built program have
 * it; null when there is none.
 */
export function findPackagedResource(name: string): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ;) {
    const candidate = join(folder, 'resources', name);
    if (existsSync(candidate)) return candidate;
    const above = dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
}
