import { once } from 'node:events';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { Clock } from '../../ports/clock.ts';
import { isLoopback } from '../choose-proxy.ts';
import { classifyNetworkError } from '../http-answer.ts';
import { tlsSettings } from '../tls-settings.ts';
import { limited, nameOf } from './reach-server.ts';
import type { Way } from './reach-server.ts';
import { broken, passed, skipped, warning } from './step-result.ts';
import type { StepResult } from './step-result.ts';

const dayMs = 24 * 3_600_000;
/** Longer than a migration takes, and enough for a new certificate. */
const warnBeforeDays = 30;
/** A server that wants a certificate of ours says so at once. */
const objectionMs = 3000;

/** A trusted connection over the socket there is; the certificate is checked as for every request. */
export async function checkCertificate(way: Way, clock: Clock): Promise<StepResult> {
  const { url, line, signal, socket } = way;
  if (url.protocol !== 'https:') return withoutTls(url);
  if (socket === null) return skipped('There is no connection to check.');
  const host = nameOf(url);
  let secure: TLSSocket | null = null;
  try {
    secure = connect({
      socket,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...tlsSettings(line, url),
    });
    await once(secure, 'secureConnect', { signal: limited(signal) });
    const certificate = secure.getPeerCertificate();
    const protocol = secure.getProtocol() ?? 'TLS';
    await hearObjections(secure, way, clock);
    if (line.unverifiedOrigin === url.origin) return unverified(secure);
    return describe(certificate, protocol, clock.now());
  } catch (thrown) {
    signal.throwIfAborted();
    return broken(`No trusted connection to ${url.host}`, classifyNetworkError(thrown));
  } finally {
    secure?.destroy();
  }
}

function withoutTls(url: URL): StepResult {
  if (isLoopback(url.hostname)) return skipped('Not needed: the VTN is on this computer.');
  return warning(
    `${url.origin} is not encrypted: credentials and readings can be read on the way.`,
    'Use an address that begins with https:// unless the network in between is yours alone.',
  );
}

/**
 * In TLS 1.3 a server refuses a client's certificate only after the handshake. A request without credentials makes it
 * speak; any answer will do.
 */
async function hearObjections(secure: TLSSocket, { url, signal }: Way, clock: Clock): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  secure.write(`HEAD ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
  try {
    await Promise.race([once(secure, 'data', { signal: either }), clock.sleep(objectionMs, either)]);
  } finally {
    over.abort();
  }
}

function describe(certificate: PeerCertificate, protocol: string, nowMs: number): StepResult {
  const untilMs = Date.parse(certificate.valid_to);
  const until = Number.isNaN(untilMs) ? 'an unknown day' : new Date(untilMs).toISOString().slice(0, 10);
  const issuer = single(certificate.issuer.O) ?? single(certificate.issuer.CN) ?? 'an unnamed authority';
  const text = `${protocol}; the certificate is issued by ${issuer} and valid until ${until}.`;
  const days = Math.floor((untilMs - nowMs) / dayMs);
  return days < warnBeforeDays
    ? warning(text, `It ends in ${days} days: tell whoever runs the VTN, or uploads will stop then.`)
    : passed(text);
}

/** Loud, whatever the certificate is like. */
function unverified(secure: TLSSocket): StepResult {
  const fault = secure.authorized ? '' : ` (it would be refused: ${String(secure.authorizationError)})`;
  return warning(
    `The certificate is NOT verified${fault}: whoever sits on the way can read the credentials and readings and pass for the VTN.`,
    'Give the certificate of its issuing authority as the CA file, and have it verified again.',
  );
}

function single(name: string | string[] | undefined): string | undefined {
  return Array.isArray(name) ? name[0] : name;
}
