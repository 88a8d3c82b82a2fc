import type { ValidationProblem } from './validation-problem.ts';

export interface Reply {
  readonly ending: 'whole' | 'cut';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a client gets: a reply (whole, or cut in its middle), a reset connection, or nothing until it gives up. */
export type Answer = Reply | { readonly ending: 'reset' } | { readonly ending: 'none' };

export function json(
  status: number,
  content: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return reply(status, 'application/json', JSON.stringify(content), headers);
}

/** FastAPI's shape of a refusal in words. */
export function refusal(
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return json(status, { detail }, headers);
}

export function invalid(problems: readonly ValidationProblem[]): Reply {
  return json(422, { detail: problems });
}

export function plainText(status: number, text: string): Reply {
  return reply(status, 'text/plain; charset=utf-8', text, {});
}

/** An error page as nginx makes it for its own refusals. */
export function nginxPage(status: number, title: string): Reply {
  const heading = `${status} ${title}`;
  const body =
    `<html>\r\n<head><title>${heading}</title></head>\r\n<body>\r\n<center><h1>${heading}</h1></center>\r\n` +
    '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';
  return reply(status, 'text/html', body, {});
}

function reply(
  status: number,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Reply {
  return { ending: 'whole', status, headers: { 'content-type': contentType, ...headers }, body };
}
