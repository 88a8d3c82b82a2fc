import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { protocol } from 'electron';
import { pageContentType, pageHeaders } from '../contract/page-policy.ts';

const scheme = 'app';
const host = 'meterhaul';

export const pagesUrl = `${scheme}://${host}/`;

/** To be called before the app is ready. The pages have an origin of their own, unlike file:// where all share one. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
}

/** Serves the built pages at app://meterhaul/, and nothing else. */
export function servePages(rendererDir: string): void {
  protocol.handle(scheme, (request) => answerPage(request, rendererDir));
}

/** Whether a URL is one of our own pages: text that only begins like one (app://meterhaul.evil/) is not. */
export function isPageUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.protocol === `${scheme}:` && parsed.host === host;
}

async function answerPage(request: Request, rendererDir: string): Promise<Response> {
  if (request.method !== 'GET' || !isPageUrl(request.url)) return notFound();
  const path = pathOf(request.url);
  const contentType = path === null ? null : pageContentType(path);
  const content = path === null || contentType === null ? null : await readWithin(rendererDir, path);
  if (content === null || contentType === null) return notFound();
  return new Response(new Uint8Array(content), { headers: { ...pageHeaders, 'Content-Type': contentType } });
}

function pathOf(url: string): string | null {
  const { pathname } = new URL(url);
  if (pathname === '/') return '/index.html';
  try {
    const path = decodeURIComponent(pathname);
    return path.includes('\0') || path.includes('\\') ? null : path;
  } catch {
    return null;
  }
}

/** Null when the file is missing or lies outside the folder, also by a symbolic link. */
async function readWithin(folder: string, path: string): Promise<Buffer | null> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    return file.startsWith(root + sep) ? await readFile(file) : null;
  } catch {
    return null;
  }
}

function notFound(): Response {
  return new Response('There is no such page.', {
    status: 404,
    headers: { ...pageHeaders, 'Content-Type': 'text/plain' },
  });
}
