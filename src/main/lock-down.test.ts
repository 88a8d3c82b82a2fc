import { EventEmitter } from 'node:events';
import type { WebFrameMain } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { isOwnPage, lockDown } from './lock-down.ts';

const electron = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  return {
    app: Object.assign(new Emitter(), { isPackaged: true }),
    session: {
      defaultSession: {
        setPermissionRequestHandler: vi.fn(),
        setPermissionCheckHandler: vi.fn(),
        setDevicePermissionHandler: vi.fn(),
        webRequest: { onBeforeRequest: vi.fn() },
        on: vi.fn(),
      },
    },
    shell: { openExternal: vi.fn() },
    protocol: {},
  };
});
vi.mock('electron', () => electron);

const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });

beforeEach(() => {
  vi.clearAllMocks();
  electron.app.removeAllListeners();
  contents.removeAllListeners();
  lockDown();
  electron.app.emit('web-contents-created', {}, contents);
});

it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
  'keeps the window on our own page: %s is prevented',
  (name) => {
    const event = { url: 'https://example.com/', preventDefault: vi.fn() };
    contents.emit(name, event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  },
);

it('opens no window and no outside page for a link', () => {
  const answer = contents.setWindowOpenHandler.mock.lastCall?.[0] as (details: { url: string }) => unknown;
  expect(answer({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
  expect(answer({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
  expect(electron.shell.openExternal).not.toHaveBeenCalled();
});

it('refuses every permission, asked for or checked', () => {
  const { defaultSession } = electron.session;
  const request = defaultSession.setPermissionRequestHandler.mock.lastCall?.[0] as (
    ...args: unknown[]
  ) => void;
  const answer = vi.fn();
  request(contents, 'media', answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith(false);
  for (const handler of [
    defaultSession.setPermissionCheckHandler,
    defaultSession.setDevicePermissionHandler,
  ]) {
    expect((handler.mock.lastCall?.[0] as () => boolean)()).toBe(false);
  }
});

it.each([
  ['app://meterhaul/assets/index.js', false],
  ['https://example.com/x.js', true],
  ['http://127.0.0.1:8444/', true],
  ['ws://127.0.0.1/', true],
  ['file:///etc/passwd', true],
  ['devtools://devtools/bundled/x.js', true],
])('lets the page ask only for its own parts: %s, cancelled: %s', (url, cancel) => {
  const listener = electron.session.defaultSession.webRequest.onBeforeRequest.mock.lastCall?.[0] as (
    details: { url: string },
    answer: (decision: { cancel: boolean }) => void,
  ) => void;
  const answer = vi.fn();
  listener({ url }, answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel });
});

it('downloads nothing past the dialog for saving', () => {
  const [name, listener] = electron.session.defaultSession.on.mock.lastCall as [
    string,
    (event: object) => void,
  ];
  expect(name).toBe('will-download');
  const event = { preventDefault: vi.fn() };
  listener(event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
});

it('hears only the top frame of our own page', () => {
  const frame = (url: string, parent: unknown = null): WebFrameMain =>
    ({ url, parent }) as unknown as WebFrameMain;
  expect(isOwnPage(frame('app://meterhaul/'))).toBe(true);
  expect(isOwnPage(frame('app://meterhaul/', {}))).toBe(false);
  expect(isOwnPage(frame('https://example.com/app://meterhaul/'))).toBe(false);
  expect(isOwnPage(null)).toBe(false);
});
