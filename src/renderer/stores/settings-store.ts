import { create } from 'zustand';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { Settings } from '../../contract/settings-shapes.ts';
import { ask } from './ask-engine.ts';

/** What the person has set; the system's language and colours until the engine has told. */
export const useSettings = create<Settings>(() => ({
  language: 'system',
  theme: 'system',
  notify: true,
  keepAwake: true,
  keepEndedJobsDays: null,
}));

export async function loadSettings(): Promise<void> {
  apply(await ask('getSettings', {}));
}

export function applySettingsEvent(event: EngineEvent): void {
  if (event.type === 'settings-changed') apply(event.settings);
}

/** Takes effect at once; throws AppError when it cannot be kept. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const wanted = { ...useSettings.getState(), ...change };
  apply(wanted);
  apply(await ask('saveSettings', wanted));
}

function apply(settings: Settings): void {
  useSettings.setState(settings, true);
}
