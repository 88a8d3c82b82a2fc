import type { Trouble } from '../../contract/job-shapes.ts';
import { TroubleNote } from './trouble-note.tsx';

/** An error that screen readers tell at once; nothing while there is none. */
export function TroubleAlert({ trouble }: { trouble: Trouble | null }) {
  if (trouble === null) return null;
  return (
    <div role="alert">
      <TroubleNote trouble={trouble} tone="bad" />
    </div>
  );
}
