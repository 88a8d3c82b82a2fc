import { useEffect, useRef, useState } from 'react';
import type { Dropped } from '../../files/file-access.ts';
import { pageFiles } from '../../files/page-files.ts';

/** Takes files that are dropped anywhere on the window; true while some are held over it. */
export function useDrop(onDropped: (dropped: Dropped) => void, onFail: (thrown: unknown) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const listener = useRef({ onDropped, onFail });
  useEffect(() => {
    listener.current = { onDropped, onFail };
  });
  useEffect(() => {
    // Each element under the pointer tells of coming and going: the pairs are counted.
    let depth = 0;
    const enter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth += 1;
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const over = (event: DragEvent): void => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      depth = 0;
      setIsOver(false);
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      pageFiles()
        .dropped(event.dataTransfer)
        .then(
          (dropped) => listener.current.onDropped(dropped),
          (thrown: unknown) => listener.current.onFail(thrown),
        );
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop };
    for (const [name, listen] of Object.entries(listeners))
      window.addEventListener(name as keyof typeof listeners, listen);
    return () => {
      for (const [name, listen] of Object.entries(listeners))
        window.removeEventListener(name as keyof typeof listeners, listen);
    };
  }, []);
  return isOver;
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}
