/** A certificate of our own, for servers that ask who calls. PEM texts. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: string | null;
}

/** How to get out of this network. */
export type ProxyChoice =
  /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment. */
  | { readonly kind: 'system' }
  | { readonly kind: 'none' }
  /** `credentials` as user:password. */
  | { readonly kind: 'address'; readonly address: string; readonly credentials: string | null };

/** What a connection to a VTN and its token server is made with, beside the address. It holds secrets. */
export interface Line {
  /** PEM texts of authorities to trust beside the system's. */
  readonly authorities: readonly string[];
  readonly clientCertificate: ClientCertificate | null;
  readonly proxy: ProxyChoice;
  /** The one origin whose certificate is not verified, because a person has confirmed it for this session; null as a rule. */
  readonly unverifiedOrigin: string | null;
}

/** Only what this computer itself is set to. */
export const plainLine: Line = {
  authorities: [],
  clientCertificate: null,
  proxy: { kind: 'system' },
  unverifiedOrigin: null,
};
