import { AppError } from '../../contract/app-error.ts';
import type { ProxyChoice } from './line.ts';

/** A proxy on the way to an origin. `authorization` is the header's value and secret. */
export interface Proxy {
  /** Without user and password. */
  readonly origin: string;
  readonly authorization: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy on the way to an address, null for the straight way. The environment's is never used for loopback and
 * the names in NO_PROXY; one that a person has entered is used for everything. Throws profile/invalid when the
 * environment's is no address.
 */
export function chooseProxy(url: URL, choice: ProxyChoice, environment: Environment): Proxy | null {
  switch (choice.kind) {
    case 'none':
      return null;
    case 'address':
      return readProxy(choice.address, choice.credentials);
    case 'system': {
      const address = environmentProxy(url, environment);
      return address === null ? null : readProxy(address, null);
    }
  }
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function environmentProxy(url: URL, environment: Environment): string | null {
  const read = (name: string): string | null => {
    const value = environment[name.toLowerCase()] ?? environment[name];
    return value === undefined || value === '' ? null : value;
  };
  if (isLoopback(url.hostname) || isExcepted(url, read('NO_PROXY') ?? '')) return null;
  const plain = read('HTTP_PROXY');
  return url.protocol === 'https:' ? (read('HTTPS_PROXY') ?? plain) : plain;
}

/** Entries are host names, also with a dot or a star before them, and with a port; a star alone is every host. */
function isExcepted(url: URL, list: string): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, host = entry, onlyPort] = /^(.+?):(\d+)$/.exec(entry) ?? [];
      if (onlyPort !== undefined && onlyPort !== port) return false;
      const name = host.replace(/^\*?\./, '');
      return url.hostname === name || url.hostname.endsWith(`.${name}`);
    });
}

function readProxy(address: string, credentials: string | null): Proxy {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  // The address itself is not repeated: it may hold a password.
  if (!URL.canParse(whole)) {
    const text =
      'The proxy in HTTPS_PROXY or HTTP_PROXY is no address. Correct it, or choose another proxy in the destination.';
    throw new AppError('profile/invalid', text);
  }
  const url = new URL(whole);
  const user = decodeURIComponent(url.username);
  const given = credentials ?? (user === '' ? null : `${user}:${decodeURIComponent(url.password)}`);
  return {
    origin: url.origin,
    authorization: given === null ? null : `Basic ${Buffer.from(given, 'utf8').toString('base64')}`,
  };
}
