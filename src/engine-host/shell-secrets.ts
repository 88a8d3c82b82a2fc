import type { FromEngineHost, ToEngineHost } from '../contract/shell-messages.ts';

export type ProtectedBy = Extract<ToEngineHost, { type: 'protection' }>['by'];

/** The shell's safeStorage, which only Electron's main process has. */
export interface ShellSecrets {
  protectedBy(): Promise<ProtectedBy>;
  /** The protected text in base64; null when the system cannot do it. */
  protect(text: string): Promise<string | null>;
  /** The text that was protected; null when the system does not give it back. */
  reveal(encrypted: string): Promise<string | null>;
  /** For the messages of the shell; others are left alone. */
  heard(message: ToEngineHost): void;
}

export function askShellForSecrets(post: (message: FromEngineHost) => void): ShellSecrets {
  let lastId = 0;
  const texts = new Map<number, (text: string | null) => void>();
  const protections = new Map<number, (by: ProtectedBy) => void>();
  const ask = (kind: 'protect' | 'reveal', text: string): Promise<string | null> =>
    new Promise((resolve) => {
      texts.set((lastId += 1), resolve);
      post({ type: 'secret', id: lastId, ask: kind, text });
    });
  return {
    protectedBy: () =>
      new Promise((resolve) => {
        protections.set((lastId += 1), resolve);
        post({ type: 'protection', id: lastId });
      }),
    protect: (text) => ask('protect', text),
    reveal: (encrypted) => ask('reveal', encrypted),
    heard: (message) => {
      if (message.type === 'secret') {
        texts.get(message.id)?.(message.text);
        texts.delete(message.id);
      }
      if (message.type === 'protection') {
        protections.get(message.id)?.(message.by);
        protections.delete(message.id);
      }
    },
  };
}
