import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/** A small file of the shell's own, as the place of the window. Losing one costs a convenience, never readings. */
export interface KeptFile<T> {
  /** Null when there is none, or it cannot be understood. */
  read(): T | null;
  /** Null removes it. Written at once, since a computer that shuts down does not wait; failing is left unsaid. */
  write(value: T | null): void;
}

export function keptFile<T>(path: string, shape: z.ZodType<T>): KeptFile<T> {
  return {
    read: () => {
      try {
        const parsed = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    write: (value) => {
      const temporary = `${path}.${randomUUID().slice(0, 8)}`;
      try {
        if (value === null) {
          rmSync(path, { force: true });
        } else {
          writeFileSync(temporary, JSON.stringify(value), { mode: 0o600 });
          renameSync(temporary, path);
        }
      } catch {
        rmSync(temporary, { force: true });
      }
    },
  };
}
