import { useEffect, useRef, useState } from 'react';

/** The value, passed on at once and then at most every `restMs`; the last one always comes. */
export function useRested<T>(value: T, restMs: number): T {
  const [rested, setRested] = useState(value);
  const passedMs = useRef(-Infinity);
  useEffect(() => {
    const pass = (): void => {
      passedMs.current = performance.now();
      setRested(value);
    };
    const waitMs = passedMs.current + restMs - performance.now();
    if (waitMs <= 0) {
      pass();
      return undefined;
    }
    const timer = setTimeout(pass, waitMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return rested;
}

/** Acts when the value has changed, and once at the beginning. */
export function useOnChange(value: string, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    latest.current();
  }, [value]);
}
