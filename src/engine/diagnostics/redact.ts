/** What must not stand in a bundle that people mail around, beyond what every text may hold. */
export interface Redaction {
  /** Secrets known to this session, as they are. */
  readonly secrets: readonly string[];
  /** The person's home folder, which often has their name in it. */
  readonly home: string;
}

const leftOut = '(left out)';
/** Shorter ones are no secrets, and taking them out would spoil the text. */
const shortestSecret = 4;

/** Words in the name of a field or of a query's part whose value is a secret. */
const secretWord =
  '(?:token|secret|passwd|password|passphrase|credentials?|authorization|api[-_]?key|apikey|signature|cookie|session[-_]?id)';

/** Fields of ours with such a word in their names that say something else. */
const harmlessName = /^(tokenUrl|secretProtection|tokensIssued)$/i;
/** What a destination says of the secret that it has. */
const harmlessSecret = /^(kept|session|none|not-needed)$/;

const field = `[\\w.-]*${secretWord}[\\w-]*`;
const jsonField = new RegExp(`(?<!\\\\)"(${field})("\\s*:\\s*")((?:\\\\.|[^"\\\\])*)`, 'gi');
/** JSON within a text of JSON, as in a line of the log. */
const innerJsonField = new RegExp(
  `\\\\"(${field})(\\\\"\\s*:\\s*\\\\")((?:\\\\\\\\\\\\"|(?!\\\\").)*)`,
  'gi',
);
const assignment = new RegExp(
  `(^|[?&#;,\\s"'{(])([\\w.-]*(?:${secretWord}|code|sig|auth|key)=)([^&\\s"'#<>,;)}]+)`,
  'gim',
);

/**
 * Takes out of a text whatever may be a secret: those that are known, in every spelling, and what looks like one
 * (bearer tokens, JWTs, private keys, users and passwords in addresses, secret fields and parts of queries). The
 * home folder becomes `~`.
 */
export function redact(text: string, { secrets, home }: Redaction): string {
  const withoutLookalikes = leaveOut(text, secrets)
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, leftOut)
    .replace(/\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)*/g, leftOut)
    .replace(/\b(Bearer|Basic|Digest|Negotiate)(\s+)[\w.~+/=:-]{4,}/gi, `$1$2${leftOut}`)
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s"'<>/?#\\]*@/gi, `$1${leftOut}@`)
    .replace(jsonField, (whole: string, name: string, between: string, value: string) =>
      isHarmless(name, value) ? whole : `"${name}${between}${leftOut}`,
    )
    .replace(innerJsonField, (whole: string, name: string, between: string, value: string) =>
      isHarmless(name, value) ? whole : `\\"${name}${between}${leftOut}`,
    )
    .replace(assignment, `$1$2${leftOut}`);
  return withTilde(withoutLookalikes, home);
}

/** The text without the secrets, in every spelling. */
export function leaveOut(text: string, secrets: readonly string[]): string {
  return spellings(secrets).reduce((rest, secret) => rest.replaceAll(secret, leftOut), text);
}

function isHarmless(name: string, value: string): boolean {
  return harmlessName.test(name) || (/^secrets?$/i.test(name) && harmlessSecret.test(value));
}

/** A secret as it is, and as JSON, a URL, a form and base64 spell it; the longest first. */
function spellings(secrets: readonly string[]): string[] {
  const all = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      encodeURIComponent(secret).replaceAll('%20', '+'),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ]);
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

function withTilde(text: string, home: string): string {
  if (home.length < 2) return text;
  const spelled = [home, JSON.stringify(home).slice(1, -1), home.replaceAll('\\', '/'), encodeURI(home)];
  return [...new Set(spelled)]
    .sort((a, b) => b.length - a.length)
    .reduce(
      (rest, each) =>
        rest.replace(new RegExp(`${each.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\w.-])`, 'g'), '~'),
      text,
    );
}
