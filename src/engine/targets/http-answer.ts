/** What came back of one HTTP request, or how it broke. */
export type HttpAnswer = HttpResponse | HttpBreak;

export interface HttpResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly retryAfter: string | null;
  readonly location: string | null;
  readonly practice: boolean;
  /** At most `maxAnswerBytes` of it. */
  readonly body: string;
  readonly bodyCut: boolean;
}

export interface HttpBreak {
  readonly kind: 'break';
  /**
   * unreachable: no connection was made, nothing left. tls: no trusted connection was made, nothing left.
   * timeout, lost: the request may have arrived.
   */
  readonly how: 'unreachable' | 'tls' | 'timeout' | 'lost';
  readonly text: string;
  /** Lost because we gave it up, for a reason that has nothing to do with the VTN. */
  readonly byUs?: true;
}

/** Why requests under way were given up, in words. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/** A 422 of 10,000 bad rows echoes them all; this much is read of any answer. */
export const maxAnswerBytes = 1024 * 1024;

const certificateCodes = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  // Both are answers to our first handshake message: a plain HTTP server, or one that refuses our versions.
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  // The server refuses our certificate, or asks for one; it reads no request before that is settled.
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
  'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
];

const timeoutCodes = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ABORT_ERR'];

interface NetworkError {
  readonly name?: string;
  /** A number for those of the web's own errors, which says nothing to anybody. */
  readonly code?: string | number;
  readonly syscall?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/**
 * Sorts a network error by what it says about the request: only when the connection itself failed is it
 * certain that nothing left. Codes: https://nodejs.org/api/errors.html and undici's error classes.
 */
export function classifyNetworkError(thrown: unknown): HttpBreak {
  if (thrown instanceof GivenUp) return { kind: 'break', how: 'lost', text: thrown.message, byUs: true };
  const error = (thrown ?? {}) as NetworkError;
  const code = typeof error.code === 'string' ? error.code : '';
  const text = spell(code, error.message ?? '');
  if (certificateCodes.includes(code)) return { kind: 'break', how: 'tls', text };
  if (neverConnected(error)) return { kind: 'break', how: 'unreachable', text };
  if (error.cause !== undefined && code === '') return classifyNetworkError(error.cause);
  if (timeoutCodes.includes(code) || error.name === 'TimeoutError')
    return { kind: 'break', how: 'timeout', text };
  return { kind: 'break', how: 'lost', text };
}

/** Plain words for the commonest codes, with the system's own in brackets. */
const plainWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'there is no server of that name, or no line to ask for it',
  EAI_AGAIN: 'there is no line to ask for the name of the server',
  EHOSTUNREACH: 'there is no way to the server',
  ENETUNREACH: 'there is no network',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'no connection could be made in time',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by nobody but itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate goes back to an authority that this computer does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate comes without that of its authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'this computer does not trust the authority of the certificate',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server answers without TLS',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the server asks for a client certificate',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'the server does not trust the authority of the client certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'the server refuses the client certificate',
};

function spell(code: string, message: string): string {
  const technical = message.includes(code) ? message : `${code}: ${message}`;
  const plain = plainWords[code];
  return plain === undefined ? technical : `${plain} (${technical})`;
}

function neverConnected(error: NetworkError): boolean {
  if (error.code === 'UND_ERR_CONNECT_TIMEOUT') return true;
  // The proxy let nothing through; undici has no code for it.
  if (error.code === 'UND_ERR_ABORTED' && /^Proxy response \(\d+\)/.test(error.message ?? '')) return true;
  // An established connection can fail with the same codes; only these two calls come before it.
  if (error.syscall === 'connect' || error.syscall === 'getaddrinfo') return true;
  return (
    error.errors !== undefined &&
    error.errors.length > 0 &&
    error.errors.every((each) => neverConnected(each as NetworkError))
  );
}
