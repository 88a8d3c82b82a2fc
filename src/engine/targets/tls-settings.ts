import { getCACertificates } from 'node:tls';
import type { SecureContextOptions } from 'node:tls';
import type { Line } from './line.ts';

/** Whom to trust: Node's own authorities, NODE_EXTRA_CA_CERTS, the system's store and the line's. */
export function trustedAuthorities(line: Line): string[] {
  return [...getCACertificates('default'), ...getCACertificates('system'), ...line.authorities];
}

/** What a trusted connection to a VTN or its token server is made with. Certificates are always checked. */
export function tlsSettings(line: Line): SecureContextOptions {
  const own = line.clientCertificate;
  return {
    ca: trustedAuthorities(line),
    ...(own === null ? {} : { cert: own.certificate, key: own.key }),
    ...(own?.passphrase == null ? {} : { passphrase: own.passphrase }),
  };
}
