import { app, session, shell } from 'electron';
import type { WebContents, WebFrameMain } from 'electron';
import { isPageUrl } from './app-protocol.ts';

/** Pages that a link may open in the person's own browser. None yet: the guide is part of the app. */
const outsidePages: readonly string[] = [];

/**
 * Shuts every way out of our own pages: no navigation, no new window, no webview, no permission, no request to
 * anywhere. To be called when the app is ready, before the first window is made.
 */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isOwnRequest(details.url) }),
  );
  // What is saved goes through the dialog of `file-dialogs.ts`.
  defaultSession.on('will-download', (event) => event.preventDefault());
}

/** Whether a message came from our own page: its top frame, not a frame put into it or a page it was led to. */
export function isOwnPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isPageUrl(frame.url);
}

function lockDownContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (outsidePages.includes(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

/** The developer tools, which a packaged app does not have, load their own parts from devtools://. */
function isOwnRequest(url: string): boolean {
  return isPageUrl(url) || (!app.isPackaged && url.startsWith('devtools://'));
}
