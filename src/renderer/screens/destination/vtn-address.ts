/** Why a text is no address. */
export type AddressProblem = 'missing' | 'noAddress' | 'scheme' | 'credentials';

export type ReadAddress =
  | {
      readonly ok: true;
      /** What will be used, in full. */
      readonly url: string;
      readonly origin: string;
      /** Over http to another computer: everything can be read on the way. */
      readonly isReadable: boolean;
      /** The path of the API was added, since the address names none. */
      readonly isPathAdded: boolean;
    }
  | { readonly ok: false; readonly problem: AddressProblem };

/** Where the API lives below a host when the address does not say. */
const apiPath = '/openadr3';

/** An address of a VTN as it will be used: with its scheme, with the path of the API, without a slash at the end. */
export function readVtnAddress(text: string): ReadAddress {
  const url = parse(text);
  if (typeof url === 'string') return { ok: false, problem: url };
  const path = url.pathname.replace(/\/+$/, '');
  return read(url, url.origin + (path === '' ? apiPath : path), path === '');
}

/** An address of a token server or a proxy. */
export function readAddress(text: string): ReadAddress {
  const url = parse(text);
  return typeof url === 'string' ? { ok: false, problem: url } : read(url, url.href, false);
}

function read(url: URL, used: string, isPathAdded: boolean): ReadAddress {
  const isReadable = url.protocol === 'http:' && !isThisComputer(url.hostname);
  return { ok: true, url: used, origin: url.origin, isReadable, isPathAdded };
}

function parse(text: string): URL | AddressProblem {
  const typed = text.trim();
  if (typed === '') return 'missing';
  try {
    const url = new URL(withScheme(typed));
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme';
    if (url.username !== '' || url.password !== '') return 'credentials';
    return url;
  } catch {
    return 'noAddress';
  }
}

/** Encrypted unless it is said otherwise, or stays on this computer. */
function withScheme(typed: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) return typed;
  const host = /^(\[[^\]]*\]|[^:/?#]*)/.exec(typed)?.[0] ?? '';
  return `${isThisComputer(host) ? 'http' : 'https'}://${typed}`;
}

function isThisComputer(host: string): boolean {
  const name = host.toLowerCase();
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d+){3}$/.test(name)
  );
}
