/** What birpc puts on the wire: a call (`t: 'q'`) or its answer (`t: 's'`), found by its id `i`. */
export type RpcMessage =
  | { readonly t: 'q'; readonly m: string; readonly a: readonly unknown[]; readonly i?: string }
  | { readonly t: 's'; readonly i: string; readonly r?: unknown; readonly e?: unknown };

/** Null when the text is not such a message; birpc itself trusts whatever it is given. */
export function readRpcMessage(text: string): RpcMessage | null {
  const message = parse(text);
  if (typeof message !== 'object' || message === null) return null;
  const { t, i, m, a } = message as Record<string, unknown>;
  const isCall =
    t === 'q' && typeof m === 'string' && Array.isArray(a) && (i === undefined || typeof i === 'string');
  const isAnswer = t === 's' && typeof i === 'string';
  return isCall || isAnswer ? (message as RpcMessage) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
