import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Writes beside the file first and then puts it in its place: whoever looks sees the old content or the new. */
export async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  const temporary = path.join(path.dirname(file), `.meterhaul-${randomUUID()}.part`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}
