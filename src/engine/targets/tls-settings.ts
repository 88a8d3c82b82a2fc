import { getCACertificates } from 'node:tls';
import type { SecureContextOptions } from 'node:tls';
import type { Line } from './line.ts';

/** Whom to trust: Node's own authorities, NODE_EXTRA_CA_CERTS, the system's store and the line's. */
function trustedAuthorities(line: Line): string[] {
  return [...getCACertificates('default'), ...getCACertificates('system'), ...line.authorities];
}

/**
 * What a connection to a VTN or its token server is made with. Certificates are always verified, but for the one origin
 * that a person has excepted for this session, in words of their own.
 */
export function tlsSettings(line: Line, url: URL): SecureContextOptions & { rejectUnauthorized: boolean } {
  const own = line.clientCertificate;
  return {
    ca: trustedAuthorities(line),
    // Said in so many words: NODE_TLS_REJECT_UNAUTHORIZED in the environment changes nothing here.
    rejectUnauthorized: url.origin !== line.unverifiedOrigin,
    ...(own === null ? {} : { cert: own.certificate, key: own.key }),
    ...(own?.passphrase == null ? {} : { passphrase: own.passphrase }),
  };
}

/** A proxy is always verified, and never shown our own certificate: that is for the VTN. */
export function tlsToProxy(line: Line): { ca: string[]; rejectUnauthorized: true } {
  return { ca: trustedAuthorities(line), rejectUnauthorized: true };
}
