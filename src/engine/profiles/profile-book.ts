import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../contract/app-error.ts';
import type {
  ConnectionTest,
  Profile,
  ProfileSecrets,
  ProfileView,
  SecretProtection,
} from '../../contract/profile-shapes.ts';
import type { Log } from '../ports/log.ts';
import type { SecretVault } from '../ports/secret-vault.ts';
import { neededSecret, originOf, survivingSecrets, withGiven } from './bound-secrets.ts';
import type { SecretTexts } from './bound-secrets.ts';
import { readCertificates } from './certificate-files.ts';
import { checkProfile, describeOtherTokenServer, describeRisks } from './check-profile.ts';
import { readProfiles, writeProfiles } from './profile-file.ts';
import type { SecretName, StoredProfile } from './profile-file.ts';
import { createSecretStore } from './secret-store.ts';
import { createSessionTrust } from './session-trust.ts';
import type { SessionTrust } from './session-trust.ts';

/** VTNs that people keep by name, with their secrets, in this state directory. */
export interface ProfileBook {
  /** Throws profile/invalid once after a damaged file was set aside, and says where it is. */
  list(): Promise<ProfileView[]>;
  /** Null when there is none of that name. */
  find(name: string): Profile | null;
  /** Throws profile/invalid, profile/not-found. */
  keep(keeping: Keeping): Promise<ProfileView>;
  /** A profile and its secrets in memory only, until the engine closes; lists show it as of the rehearsal. */
  keepForSession(profile: Profile, secrets: ProfileSecrets): void;
  /** Its secrets too. Throws profile/not-found, vault/unavailable. */
  forget(name: string): Promise<void>;
  /**
   * The profile as it would be kept and the secrets that it may use: those given, else those of the kept profile of
   * that name as far as they are bound to the same servers. Throws as `keep` does, and vault/unavailable.
   */
  resolve(profile: Profile, given: ProfileSecrets): Promise<Resolved>;
  /** Remembers a test with the profile that it was of, also when that is kept only afterwards. */
  rememberTest(profile: Profile, test: ConnectionTest): void;
  /** How secrets are protected here. */
  protection(): Promise<SecretProtection>;
  /**
   * Trusts any certificate of the profile's VTN until this engine closes, or no longer. Nothing of it is kept, and it
   * ends when the profile's origin changes. Throws profile/not-found, profile/invalid for another confirmation than the
   * profile's name.
   */
  trustAnyCertificate(name: string, trusts: boolean, confirmation: string): Promise<ProfileView>;
  /** Whether a connection to that address by that profile goes unverified now. */
  trustsAnyCertificate(name: string | null, baseUrl: string): boolean;
}

export interface Keeping {
  readonly profile: Profile;
  readonly previousName: string | null;
  readonly secrets: ProfileSecrets;
  readonly remember: boolean;
}

export interface Resolved {
  readonly profile: Profile;
  readonly secrets: SecretTexts;
  /** A person has confirmed it for this session. */
  readonly trustsAnyCertificate: boolean;
}

export interface ProfileBookDeps {
  readonly stateDir: string;
  readonly vault: SecretVault;
  readonly log: Log;
  /** Called after every change. */
  readonly changed: () => void;
}

/** The last test of a profile as it is, whatever its name: limits do not change what it says. */
interface RememberedTest {
  readonly profile: Profile;
  readonly test: ConnectionTest;
}

/** What the functions below share. */
interface Book {
  readonly deps: ProfileBookDeps;
  readonly secrets: ReturnType<typeof createSecretStore>;
  readonly session: Map<string, StoredProfile>;
  readonly tests: RememberedTest[];
  readonly trust: SessionTrust;
  /** Where a damaged file went, until somebody has been told. */
  setAsideAs: string | null;
}

export function openProfileBook(deps: ProfileBookDeps): ProfileBook {
  const book: Book = {
    deps,
    secrets: createSecretStore(deps.vault),
    session: new Map(),
    tests: [],
    trust: createSessionTrust(),
    setAsideAs: null,
  };
  return {
    list: () => list(book),
    find: (name) => findStored(book, name)?.profile ?? null,
    keep: (keeping) => keep(book, keeping),
    keepForSession: (profile, given) => keepForSession(book, profile, given),
    forget: (name) => forget(book, name),
    resolve: (profile, given) => resolve(book, profile, given),
    rememberTest: (profile, test) => rememberTest(book, profile, test),
    protection: () => book.secrets.protection(),
    trustAnyCertificate: (name, trusts, confirmation) => trustAny(book, name, trusts, confirmation),
    trustsAnyCertificate: (name, baseUrl) => {
      const profile = name === null ? null : (findStored(book, name)?.profile ?? null);
      return profile !== null && book.trust.holds(profile) && originOf(baseUrl) === originOf(profile.baseUrl);
    },
  };
}

async function list(book: Book): Promise<ProfileView[]> {
  const kept = readKept(book);
  if (book.setAsideAs !== null) {
    const text = `The file of the destinations was damaged. It is kept as ${book.setAsideAs}; enter them anew.`;
    book.setAsideAs = null;
    throw new AppError('profile/invalid', text);
  }
  const all = [...book.session.values(), ...kept.filter(({ profile }) => !book.session.has(profile.name))];
  const views = await Promise.all(all.map((stored) => viewOf(book, stored, [])));
  return views.sort((one, other) => one.name.localeCompare(other.name));
}

function readKept(book: Book): readonly StoredProfile[] {
  const { profiles, setAsideAs } = readProfiles(book.deps.stateDir);
  if (setAsideAs !== null) {
    book.deps.log.error('the file of the destinations was damaged', { setAsideAs });
    book.setAsideAs = setAsideAs;
  }
  return profiles;
}

function findStored(book: Book, name: string): StoredProfile | null {
  return book.session.get(name) ?? readKept(book).find(({ profile }) => profile.name === name) ?? null;
}

async function viewOf(
  book: Book,
  { profile, secrets, lastTest }: StoredProfile,
  said: readonly string[],
): Promise<ProfileView> {
  const needed = neededSecret(profile);
  const inSession = Object.keys(book.secrets.ofSession(profile)) as SecretName[];
  const { kind } = await book.secrets.protection();
  const inVault = secrets?.by === kind ? secrets.names : [];
  const secret =
    needed === null
      ? 'not-needed'
      : inSession.includes(needed)
        ? 'session'
        : inVault.includes(needed)
          ? 'kept'
          : 'none';
  const trouble = [...said, ...fileTrouble(profile), ...describeRisks(profile)].join(' ');
  return {
    ...profile,
    secret,
    secretNames: inSession.length > 0 ? inSession : inVault,
    trouble: trouble === '' ? null : trouble,
    lastTest,
    trustsAnyCertificate: book.trust.holds(profile),
    rehearsal: book.session.has(profile.name),
  };
}

/** Whether the passphrase opens the key is left to those who have it. */
function fileTrouble(profile: Profile): string[] {
  try {
    readCertificates({ caFile: profile.caFile, clientCertificate: null }, null);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return [thrown.message];
  }
}

async function keep(book: Book, { profile, previousName, secrets, remember }: Keeping): Promise<ProfileView> {
  const previous = previousName === null ? null : demandStored(book, previousName);
  const after = checkProfile(profile);
  if (after.name !== previousName && findStored(book, after.name) !== null)
    throw new AppError(
      'profile/invalid',
      `There is a destination named "${after.name}" already. Choose another name.`,
    );
  const before = previous === null ? {} : await book.secrets.read(previous.profile, previous.secrets);
  const surviving =
    previous === null ? { secrets: before, dropped: [] } : survivingSecrets(previous.profile, after, before);
  const merged = withGiven(surviving.secrets, secrets);
  readCertificates(after, merged.keyPassphrase ?? null);
  const said = [...dropsToTell(surviving.dropped, secrets), ...tokenServerToTell(previous, after)];
  const stored: StoredProfile = {
    profile: after,
    secrets: await writeSecrets(book, after, merged, remember, said),
    lastTest: lastTestOf(book, after, previous),
  };
  if (previousName !== null) book.session.delete(previousName);
  replaceKept(book, [previousName, after.name], stored);
  // Only now: had the file not been written, the old profile would still have its secrets.
  if (previous !== null && !isSameBinding(previous.profile, after))
    await book.secrets.forget(previous.profile, previous.secrets);
  book.deps.changed();
  return viewOf(book, stored, said);
}

/** Secrets are kept by name and origin. */
function isSameBinding(one: Profile, other: Profile): boolean {
  return one.name === other.name && originOf(one.baseUrl) === originOf(other.baseUrl);
}

function demandStored(book: Book, name: string): StoredProfile {
  const stored = findStored(book, name);
  if (stored === null) throw new AppError('profile/not-found', `There is no destination named "${name}".`);
  return stored;
}

/** Who has entered everything anew need not read that the old was forgotten. */
function dropsToTell(dropped: readonly string[], given: ProfileSecrets): readonly string[] {
  return Object.values(given).some((secret) => typeof secret === 'string') ? [] : dropped;
}

function tokenServerToTell(previous: StoredProfile | null, after: Profile): string[] {
  const text = describeOtherTokenServer(after);
  const isOld = previous !== null && describeOtherTokenServer(previous.profile) === text;
  return text === null || isOld ? [] : [text];
}

async function writeSecrets(
  book: Book,
  profile: Profile,
  secrets: SecretTexts,
  remember: boolean,
  said: string[],
): Promise<StoredProfile['secrets']> {
  try {
    return await book.secrets.write(profile, secrets, remember);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'vault/unavailable') throw thrown;
    said.push(`${thrown.message} The secrets are kept for this session only.`);
    return null;
  }
}

function lastTestOf(book: Book, after: Profile, previous: StoredProfile | null): ConnectionTest | null {
  const tested = book.tests.find(({ profile }) => isSameLine(profile, after));
  if (tested !== undefined) return tested.test;
  return previous !== null && isSameLine(previous.profile, after) ? previous.lastTest : null;
}

/** Whether a test of the one says something about the other. */
function isSameLine(one: Profile, other: Profile): boolean {
  const lineOf = ({ baseUrl, protocol, signIn, caFile, clientCertificate, proxy }: Profile) => ({
    baseUrl,
    protocol,
    signIn,
    caFile,
    clientCertificate,
    proxy,
  });
  return isDeepStrictEqual(lineOf(one), lineOf(other));
}

/** Puts a profile in the place of those names, or takes them away. */
function replaceKept(book: Book, names: readonly (string | null)[], stored: StoredProfile | null): void {
  const others = readKept(book).filter(({ profile }) => !names.includes(profile.name));
  writeProfiles(book.deps.stateDir, stored === null ? others : [...others, stored]);
}

function keepForSession(book: Book, candidate: Profile, given: ProfileSecrets): void {
  const profile = checkProfile(candidate);
  book.session.set(profile.name, { profile, secrets: null, lastTest: null });
  book.secrets.holdForSession(profile, withGiven({}, given));
  book.deps.changed();
}

async function forget(book: Book, name: string): Promise<void> {
  const stored = demandStored(book, name);
  await book.secrets.forget(stored.profile, stored.secrets);
  book.trust.end(name);
  if (!book.session.delete(name)) replaceKept(book, [name], null);
  book.deps.changed();
}

async function trustAny(
  book: Book,
  name: string,
  trusts: boolean,
  confirmation: string,
): Promise<ProfileView> {
  const stored = demandStored(book, name);
  if (trusts) book.trust.begin(stored.profile, confirmation);
  else book.trust.end(name);
  const text = trusts
    ? 'the certificate of a VTN is NOT verified'
    : 'the certificate of a VTN is verified again';
  book.deps.log.warn(text, { profile: name, origin: originOf(stored.profile.baseUrl) });
  book.deps.changed();
  return viewOf(book, stored, []);
}

async function resolve(book: Book, candidate: Profile, given: ProfileSecrets): Promise<Resolved> {
  const profile = checkProfile(candidate);
  const stored = findStored(book, profile.name);
  const kept = stored === null ? {} : await book.secrets.read(stored.profile, stored.secrets);
  const { secrets } = stored === null ? { secrets: kept } : survivingSecrets(stored.profile, profile, kept);
  return { profile, secrets: withGiven(secrets, given), trustsAnyCertificate: book.trust.holds(profile) };
}

const testsRemembered = 20;

function rememberTest(book: Book, profile: Profile, test: ConnectionTest): void {
  const others = book.tests.filter((each) => !isSameLine(each.profile, profile));
  book.tests.splice(0, book.tests.length, { profile, test }, ...others.slice(0, testsRemembered - 1));
  const inSession = book.session.get(profile.name);
  if (inSession !== undefined) {
    if (isSameLine(inSession.profile, profile)) inSession.lastTest = test;
  } else {
    const kept = readKept(book).find((each) => each.profile.name === profile.name);
    if (kept === undefined || !isSameLine(kept.profile, profile)) return;
    replaceKept(book, [profile.name], { ...kept, lastTest: test });
  }
  book.deps.changed();
}
