import { useEffect, useRef } from 'react';

/**
 * Keeps the keyboard's place in a row of buttons that come and go with `state`: when the one that was pressed goes
 * away, the focus moves to the first that is left.
 */
export function usePressedButton(state: string) {
  const rowRef = useRef<HTMLDivElement>(null);
  const pressedRef = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (pressedRef.current?.isConnected === false && document.activeElement === document.body) {
      rowRef.current?.querySelector('button')?.focus();
    }
  }, [state]);
  return {
    rowRef,
    remember: (button: HTMLButtonElement): void => {
      pressedRef.current = button;
    },
    /** To be called when a dialog that the button opened is closed. */
    focusAgain: (): void => pressedRef.current?.focus(),
  };
}
