import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** PEM files of an authority of its own, a server on 127.0.0.1 and a client, made by openssl for one test. */
export interface TestCertificates {
  readonly caFile: string;
  readonly serverCert: string;
  readonly serverKey: string;
  readonly ca: string;
  readonly clientCertFile: string;
  /** Locked with `passphrase`. */
  readonly clientKeyFile: string;
  readonly passphrase: string;
}

/** Whether there is an openssl to make them with. */
export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export function makeCertificates(folder: string, serverDays = 365): TestCertificates {
  const at = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const passphrase = 'only-for-this-test-Æ1';
  const newKey = (key: string): string[] => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-keyout',
    key,
  ];
  openssl(
    'req',
    '-x509',
    ...newKey('ca.key'),
    '-nodes',
    '-out',
    'ca.pem',
    '-days',
    '30',
    '-subj',
    '/O=Plant Room CA/CN=ca',
  );
  writeFileSync(at('server.ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  const sign = (name: string, days: number, ...more: string[]): void =>
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      `${name}.pem`,
      '-days',
      String(days),
      ...more,
    );
  openssl('req', ...newKey('server.key'), '-nodes', '-out', 'server.csr', '-subj', '/CN=vtn');
  sign('server', serverDays, '-extfile', 'server.ext');
  openssl(
    'req',
    ...newKey('client.key'),
    '-passout',
    `pass:${passphrase}`,
    '-out',
    'client.csr',
    '-subj',
    '/CN=ven',
  );
  sign('client', 30);
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  return {
    caFile: at('ca.pem'),
    ca: read('ca.pem'),
    serverCert: read('server.pem'),
    serverKey: read('server.key'),
    clientCertFile: at('client.pem'),
    clientKeyFile: at('client.key'),
    passphrase,
  };
}
