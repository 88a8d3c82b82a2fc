import { useEffect, useRef, useState } from 'react';

/** Asks before what was typed is lost, whichever way the person leaves. */
export interface LeaveGuard {
  readonly isAsking: boolean;
  /** Goes on at once while nothing is changed. */
  readonly leaveFor: (goOn: () => void) => void;
  readonly leave: () => void;
  readonly stay: () => void;
}

export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [pending, setPending] = useState<{ readonly goOn: () => void } | null>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    if (!isDirty) return undefined;
    const here = window.location.hash;
    const isLeft = (): boolean => !isLeaving.current && window.location.hash !== here;
    const askFor = (wanted: string): void => setPending({ goOn: () => (window.location.hash = wanted) });
    // The back button has gone to an earlier entry of the history, which must stay.
    const holdBack = (): void => {
      if (!isLeft()) return;
      const wanted = window.location.hash;
      window.history.pushState(null, '', here);
      askFor(wanted);
    };
    // A link has added an entry: it becomes this page again, and is stepped back from.
    const holdLink = (event: HashChangeEvent): void => {
      if (event.isTrusted || !isLeft()) return;
      const wanted = window.location.hash;
      event.stopImmediatePropagation();
      window.history.replaceState(null, '', here);
      window.history.back();
      askFor(wanted);
    };
    const holdTab = (event: BeforeUnloadEvent): void => event.preventDefault();
    // Before the pages hear of it, else they would be gone already.
    window.addEventListener('popstate', holdBack, { capture: true });
    window.addEventListener('hashchange', holdLink, { capture: true });
    // The desktop app's window would not close and not say why.
    if (window.meterhaul === undefined) window.addEventListener('beforeunload', holdTab);
    return () => {
      window.removeEventListener('popstate', holdBack, { capture: true });
      window.removeEventListener('hashchange', holdLink, { capture: true });
      window.removeEventListener('beforeunload', holdTab);
    };
  }, [isDirty]);
  return {
    isAsking: pending !== null,
    leaveFor: (goOn) => (isDirty ? setPending({ goOn }) : goOn()),
    leave: () => {
      isLeaving.current = true;
      setPending(null);
      pending?.goOn();
    },
    stay: () => setPending(null),
  };
}
