import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';

const electron = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  return {
    app: Object.assign(new Emitter(), {
      isFirst: true,
      requestSingleInstanceLock: (): boolean => electron.app.isFirst,
      whenReady: () => Promise.resolve(),
      getVersion: () => '1.2.3',
      quit: vi.fn(),
    }),
    ipcMain: new Emitter(),
  };
});
vi.mock('electron', () => electron);

const parts = vi.hoisted(() => ({
  engine: { connectPage: vi.fn(), close: vi.fn() },
  startEngineProcess: vi.fn(),
  openWindow: vi.fn(),
  window: { isMinimized: () => true, restore: vi.fn(), focus: vi.fn(), once: vi.fn() },
}));
vi.mock('./engine-process.ts', () => ({ startEngineProcess: parts.startEngineProcess }));
vi.mock('./app-protocol.ts', () => ({ registerPageScheme: vi.fn(), servePages: vi.fn() }));
vi.mock('./lock-down.ts', () => ({ lockDown: vi.fn(), isOwnPage: (frame: unknown) => frame === 'our page' }));
vi.mock('./menu.ts', () => ({ setMenu: vi.fn() }));
vi.mock('./window.ts', () => ({ openWindow: parts.openWindow }));

async function startApp({ isFirst }: { isFirst: boolean }): Promise<void> {
  vi.resetModules();
  electron.app.isFirst = isFirst;
  await import('./index.ts');
  await Promise.resolve();
}

beforeEach(() => {
  vi.clearAllMocks();
  electron.app.removeAllListeners();
  electron.ipcMain.removeAllListeners();
  parts.openWindow.mockReturnValue(parts.window);
  parts.startEngineProcess.mockReturnValue(parts.engine);
});

it('opens one window; a second start ends and the first window comes forward', async () => {
  await startApp({ isFirst: true });
  expect(parts.openWindow).toHaveBeenCalledOnce();
  electron.app.emit('second-instance');
  expect(parts.window.restore).toHaveBeenCalledOnce();
  expect(parts.window.focus).toHaveBeenCalledOnce();

  await startApp({ isFirst: false });
  expect(parts.openWindow).toHaveBeenCalledOnce();
  expect(electron.app.quit).toHaveBeenCalledOnce();
});

it('gives a port to our own page and to nobody else', async () => {
  await startApp({ isFirst: true });
  const sender = new EventEmitter();
  electron.ipcMain.emit('engine-port-please', { senderFrame: 'a frame put into it', sender });
  electron.ipcMain.emit('engine-port-please', { senderFrame: null, sender });
  expect(parts.engine.connectPage).not.toHaveBeenCalled();
  electron.ipcMain.emit('engine-port-please', { senderFrame: 'our page', sender });
  expect(parts.engine.connectPage).toHaveBeenCalledExactlyOnceWith(sender);
});

it('quits only when the engine has paused its jobs', async () => {
  await startApp({ isFirst: true });
  const closed = Promise.withResolvers<undefined>();
  parts.engine.close.mockReturnValue(closed.promise);
  const event = { preventDefault: vi.fn() };
  electron.app.emit('before-quit', event);
  electron.app.emit('before-quit', event);
  expect(event.preventDefault).toHaveBeenCalledTimes(2);
  expect(parts.engine.close).toHaveBeenCalledOnce();
  expect(electron.app.quit).not.toHaveBeenCalled();

  closed.resolve(undefined);
  await closed.promise;
  await Promise.resolve();
  expect(electron.app.quit).toHaveBeenCalledOnce();
  const last = { preventDefault: vi.fn() };
  electron.app.emit('before-quit', last);
  expect(last.preventDefault).not.toHaveBeenCalled();
});
