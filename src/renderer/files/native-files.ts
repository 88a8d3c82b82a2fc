import type { PageBridge } from '../../contract/page-bridge.ts';
import { asBytes } from './as-bytes.ts';
import type { NativeFiles } from './file-access.ts';

/** Files by the system's dialogs, through the preload of the desktop app. */
export function nativeFiles(bridge: Omit<PageBridge, 'onEngineWire' | 'onCommand'>): NativeFiles {
  return {
    kind: 'native',
    chooseFiles: () => bridge.chooseFiles(),
    chooseFolder: () => bridge.chooseFolder(),
    recentFiles: () => bridge.recentFiles(),
    noteRecentFiles: (paths) => bridge.noteRecentFiles(paths),
    showInFolder: (path) => bridge.showInFolder(path),
    dropped: async (transfer) => ({
      kind: 'paths',
      paths: await bridge.droppedPaths([...transfer.files]),
    }),
    placeFor: async (suggestedName) => {
      const path = await bridge.choosePlace(suggestedName);
      return path === null ? null : { path };
    },
    handOut: () => {},
    save: async (suggestedName, content) =>
      (await bridge.saveFile(suggestedName, await asBytes(content))) !== null,
  };
}
