import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Engine } from '../engine/engine.ts';

const below = '/downloads/';

export function isDownload(path: string): boolean {
  return path.startsWith(below);
}

/**
 * `GET /downloads/<id>`: a file that the engine wrote for a page, once. A browser that follows a link brings no
 * session token; the id, 256 bits that only the page which asked for the file was told, is its ticket. Nothing is
 * shown in place: a report holds names out of files.
 */
export async function sendDownload(
  engine: Pick<Engine, 'takeDownload'>,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const download = engine.takeDownload(path.slice(below.length));
  if (download === null) {
    response
      .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end('There is no such file, or it was fetched already. Write it again.\n');
    return;
  }
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': download.bytes,
    'Content-Disposition': disposition(download.name),
  });
  await pipeline(download.content, response);
}

/** Both spellings of the name, for old and new browsers (RFC 6266). */
function disposition(name: string): string {
  const plain = name.replace(/[^\w. ()-]/g, '_');
  const spelled = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${spelled}`;
}
