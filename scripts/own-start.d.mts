/** What the first line of the command line gives to Node. */
export const ownFlags: readonly string[];
/** And what it sets in the environment. */
export const ownEnvironment: Readonly<Record<string, string>>;
