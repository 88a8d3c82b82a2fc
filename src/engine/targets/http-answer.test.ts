import { describe, expect, it } from 'vitest';
import { classifyNetworkError } from './http-answer.ts';

interface Facts {
  readonly code?: string;
  readonly syscall?: string;
  readonly name?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

const fault = (facts: Facts): Error => Object.assign(new Error('why'), facts);
const refused = fault({ code: 'ECONNREFUSED', syscall: 'connect' });

describe('a network error tells whether anything left', () => {
  it.each([
    ['a refused connection', refused],
    ['a name that is not found', fault({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })],
    ['a name server that is away', fault({ code: 'EAI_AGAIN', syscall: 'getaddrinfo' })],
    ['no route', fault({ code: 'EHOSTUNREACH', syscall: 'connect' })],
    ['a connection that took too long', fault({ code: 'UND_ERR_CONNECT_TIMEOUT' })],
    ['every address of a name refused', fault({ code: 'ECONNREFUSED', errors: [refused, refused] })],
    ['a refused connection as a cause', fault({ cause: refused })],
  ])('unreachable: %s', (_name, error) => {
    expect(classifyNetworkError(error).how).toBe('unreachable');
  });

  it.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ])('tls: %s', (code) => {
    expect(classifyNetworkError(fault({ code })).how).toBe('tls');
  });

  it.each([
    ['our own limit', new DOMException('no answer within 1 s', 'TimeoutError')],
    ['undici, headers', fault({ code: 'UND_ERR_HEADERS_TIMEOUT' })],
    ['undici, body', fault({ code: 'UND_ERR_BODY_TIMEOUT' })],
  ])('timeout: %s', (_name, error) => {
    expect(classifyNetworkError(error).how).toBe('timeout');
  });

  it.each([
    ['a reset while it was written', fault({ code: 'ECONNRESET', syscall: 'read' })],
    ['EPIPE', fault({ code: 'EPIPE', syscall: 'write' })],
    ['a closed keep-alive connection', fault({ code: 'UND_ERR_SOCKET' })],
    ['a connection refused in mid-request', fault({ code: 'ECONNREFUSED', syscall: 'read' })],
    ['one address refused, another lost', fault({ errors: [refused, fault({ code: 'ECONNRESET' })] })],
    ['nothing known at all', null],
    ['a text', 'broken'],
  ])('lost, so uncertain: %s', (_name, error) => {
    expect(classifyNetworkError(error).how).toBe('lost');
  });

  it('tells our own limit in its words alone', () => {
    const { text } = classifyNetworkError(new DOMException('no answer within 1 s', 'TimeoutError'));
    expect(text).toBe('no answer within 1 s');
  });

  it('keeps code and message for the person who reads of it', () => {
    expect(classifyNetworkError(refused).text).toMatch(/ECONNREFUSED: why/);
  });
});
