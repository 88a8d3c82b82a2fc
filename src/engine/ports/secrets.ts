/** A bearer token as it was given, or an OAuth2 client that fetches tokens. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | {
      readonly kind: 'client';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly tokenUrl: string;
    };

/** Where credentials come from. They stay in memory: never in the ledger, a log, an export or a URL. */
export interface Secrets {
  /** A person gave these for this very run, so they go before a profile's; others go after. */
  readonly told?: boolean;
  /** The credentials for the VTN at this base URL, or null when there are none. */
  credentialsFor(baseUrl: string): Promise<Credentials | null>;
}
