/**
 * A sentence of the engine without its advice for the command line: here the choices themselves are at hand.
 */
export function withoutOptions(sentence: string): string {
  if (!sentence.includes('--')) return sentence;
  const bare = sentence.replace(/ \(--[\w-]+\)/g, '').replace(/ with --[\w-]+/g, '');
  const clauses = bare.split(/(?<=[.;:?])\s+/);
  const kept = clauses.filter((clause) => !clause.includes('--') && !/^choose[.;]?$/i.test(clause));
  return kept.join(' ').replace(/[;:,]$/, '.');
}
