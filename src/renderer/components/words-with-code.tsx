/** A sentence in which `backticks` mark what is to be typed. */
export function WordsWithCode({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    // The parts at odd places stood between two backticks.
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
