import { useEffect, useState } from 'react';
import type { SpeedSample } from '../../../contract/job-shapes.ts';
import { ask } from '../../stores/ask-engine.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { currentEngine } from '../../stores/current-engine.ts';
import { mergeSamples } from './speed-samples.ts';

/** The seconds of the job's present run: what there was before the page, and each new one as it passes. */
export function useSpeed(jobId: string): readonly SpeedSample[] {
  const [samples, setSamples] = useState<readonly SpeedSample[]>([]);
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  useEffect(() => {
    const engine = currentEngine();
    if (!isConnected || engine === null) return undefined;
    let isEnded = false;
    const unsubscribe = engine.subscribe((event) => {
      if (event.type === 'job-speed' && event.jobId === jobId)
        setSamples((known) => mergeSamples(known, [event.sample]));
    });
    ask('getSpeed', { jobId }).then(
      (answer) => {
        if (!isEnded) setSamples((known) => mergeSamples(answer.samples, known));
      },
      // The events bring the seconds from now on.
      () => {},
    );
    return () => {
      isEnded = true;
      unsubscribe();
    };
  }, [jobId, isConnected]);
  return samples;
}
