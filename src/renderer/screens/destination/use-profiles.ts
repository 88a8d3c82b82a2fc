import { useCallback } from 'react';
import type { EngineEvent } from '../../../contract/engine-events.ts';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { useAnswer } from '../../stores/ask-engine.ts';
import type { Asked } from '../../stores/ask-engine.ts';
import { useEngineEvents } from '../../stores/use-engine-events.ts';

/** The destinations, read anew whenever one was kept, forgotten or tested. */
export function useProfiles(): Asked<ProfileView[]> {
  const asked = useAnswer('listProfiles', {});
  const { reload } = asked;
  useEngineEvents(
    useCallback(
      (event: EngineEvent) => {
        if (event.type === 'profiles-changed') reload();
      },
      [reload],
    ),
  );
  return asked;
}
