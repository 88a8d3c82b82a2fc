import { app } from 'electron';
import type { FromEngineHost } from '../contract/shell-messages.ts';
import { startEngineProcess } from './engine-process.ts';
import type { EngineProcess } from './engine-process.ts';
import type { GoingOn } from './going-on.ts';
import type { JobSigns } from './job-signs.ts';
import type { MainLog } from './main-log.ts';
import { answerSecret, secretProtection } from './secret-answers.ts';

export interface EngineLinkParts {
  readonly modulePath: string;
  readonly log: MainLog;
  readonly signs: JobSigns;
  readonly goingOn: GoingOn;
  /** The language that was set, `system` for that of the system. */
  readonly heardLanguage: (language: string) => void;
  /** @param goesOn whether its jobs are started again by themselves. */
  readonly engineStopped: (goesOn: boolean) => void;
}

/** Starts the engine's process and does what it asks of main. */
export function linkEngine(parts: EngineLinkParts): EngineProcess {
  const { log, signs, goingOn } = parts;
  const engine = startEngineProcess({
    modulePath: parts.modulePath,
    version: app.getVersion(),
    heard: (message) => void hear(message).catch((thrown: unknown) => logFailure(log, message, thrown)),
    stopped: (exitCode) => {
      const jobIds = signs.engineStopped();
      const goesOn = goingOn.engineStopped(jobIds);
      log.error('the engine stopped', { exitCode, jobs: jobIds.join(' '), goesOn });
      parts.engineStopped(goesOn);
    },
  });
  const hear = async (message: FromEngineHost): Promise<void> => {
    switch (message.type) {
      case 'started':
        log.writeTo(message.stateDir);
        return;
      case 'jobs':
        parts.heardLanguage(message.settings.language);
        signs.heard(message);
        goingOn.engineWorks();
        return;
      case 'secret':
        engine.post({ type: 'secret', id: message.id, text: await answerSecret(message) });
        return;
      case 'protection':
        engine.post({ type: 'protection', id: message.id, by: await secretProtection() });
    }
  };
  return engine;
}

/** Of a message only its kind: a secret is no matter for a log. */
function logFailure(log: MainLog, { type }: FromEngineHost, thrown: unknown): void {
  log.error('a message of the engine could not be answered', {
    type,
    error: thrown instanceof Error ? thrown.message : String(thrown),
  });
}
