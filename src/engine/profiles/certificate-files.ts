import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { AppError } from '../../contract/app-error.ts';
import type { Profile } from '../../contract/profile-shapes.ts';
import { describeFileTrouble, systemCode } from '../sources/file-trouble.ts';
import type { ClientCertificate, Line } from '../targets/line.ts';

/** More than all authorities of a system together. */
const largestFileBytes = 1024 * 1024;

/** The PEM texts that a profile names, checked so far that a connection can be made with them. Throws profile/invalid. */
export function readCertificates(
  profile: Pick<Profile, 'caFile' | 'clientCertificate'>,
  passphrase: string | null,
): Pick<Line, 'authorities' | 'clientCertificate'> {
  return {
    authorities: profile.caFile === null ? [] : readAuthorities(profile.caFile),
    clientCertificate:
      profile.clientCertificate === null ? null : readOwn(profile.clientCertificate, passphrase),
  };
}

const certificates = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function readAuthorities(path: string): string[] {
  const found = readText(path).match(certificates) ?? [];
  if (found.length === 0) throw notPem(path, 'certificate');
  for (const each of found) readCertificate(path, each);
  return found;
}

function readOwn(
  files: NonNullable<Profile['clientCertificate']>,
  passphrase: string | null,
): ClientCertificate {
  const certificate = readText(files.certificateFile);
  const [first] = certificate.match(certificates) ?? [];
  if (first === undefined) throw notPem(files.certificateFile, 'certificate');
  const key = readText(files.keyFile);
  if (!key.includes('PRIVATE KEY-----')) throw notPem(files.keyFile, 'private key');
  const parsed = readKey(files.keyFile, key, passphrase);
  if (!readCertificate(files.certificateFile, first).checkPrivateKey(parsed)) {
    throw invalid(
      `The key in ${files.keyFile} does not belong to the certificate in ${files.certificateFile}.`,
    );
  }
  return { certificate, key, passphrase };
}

function readKey(path: string, key: string, passphrase: string | null): KeyObject {
  try {
    return createPrivateKey({ key, ...(passphrase === null ? {} : { passphrase }) });
  } catch {
    // What the library says may tell of the passphrase's length and no more than this.
    const isLocked = key.includes('ENCRYPTED');
    if (isLocked && passphrase === null) throw invalid(`The key in ${path} is locked: enter its passphrase.`);
    throw invalid(
      isLocked
        ? `The passphrase does not open the key in ${path}.`
        : `${path} does not hold a private key that can be read.`,
    );
  }
}

function readCertificate(path: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw invalid(`A certificate in ${path} is damaged.`);
  }
}

function readText(path: string): string {
  try {
    if (statSync(path).size > largestFileBytes)
      throw invalid(`${path} is too large for a certificate or a key.`);
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw invalid(
      systemCode(thrown) === 'ENOENT'
        ? `${path} is gone: choose the file again.`
        : describeFileTrouble(path, thrown),
    );
  }
}

function notPem(path: string, what: string): AppError {
  return invalid(
    `${path} holds no ${what} as PEM text ("-----BEGIN …"). Ask for it in that form, or convert it with openssl.`,
  );
}

function invalid(text: string): AppError {
  return new AppError('profile/invalid', text);
}
