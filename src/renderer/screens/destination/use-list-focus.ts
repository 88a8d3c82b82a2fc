import { useEffect, useRef } from 'react';

/**
 * Keeps the keyboard's place in the list when the form or a dialog closes, or the card that it was in is gone.
 *
 * @param focusOn name of the destination to go to; empty for the button that adds one
 * @param names of all in the list: one that was just added comes with the next list
 */
export function useListFocus(focusOn: string | null, names: string) {
  const frame = useRef<HTMLDivElement>(null);
  const openerRef = useRef<HTMLButtonElement>(null);
  const doneRef = useRef(false);
  useEffect(() => {
    if (focusOn === null || doneRef.current) return;
    const cards = [...(frame.current?.querySelectorAll('section') ?? [])];
    const own = cards.find(({ dataset }) => dataset['name'] === focusOn);
    if (own === undefined && focusOn !== '') return;
    doneRef.current = true;
    const buttons = [...((own ?? frame.current)?.querySelectorAll('button') ?? [])];
    (own === undefined ? buttons.at(-1) : buttons[0])?.focus();
  }, [focusOn, names]);
  const focusAgain = (): void => {
    // The card of what was removed goes with the next list.
    setTimeout(() => {
      if (openerRef.current?.isConnected === true) openerRef.current.focus();
      else frame.current?.querySelector('button')?.focus();
    });
  };
  const noteOpener = (button: HTMLButtonElement): void => {
    openerRef.current = button;
  };
  return { frame, noteOpener, focusAgain };
}
