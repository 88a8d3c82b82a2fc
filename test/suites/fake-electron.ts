import { EventEmitter } from 'node:events';
import { vi } from 'vitest';
import type { Mock } from 'vitest';

export interface FakeWindow extends EventEmitter {
  readonly webContents: EventEmitter & { readonly send: Mock; readonly reload: Mock };
  readonly setProgressBar: Mock;
  readonly focus: Mock;
  isFocusedNow: boolean;
  isShown: boolean;
  isVisible(): boolean;
  hide(): void;
  /** As a click on its cross; whether it closed. */
  close(): boolean;
}

export interface FakeEngine extends EventEmitter {
  readonly postMessage: Mock<(message: { type: string }) => void>;
}

export interface FakeTray extends EventEmitter {
  readonly setToolTip: Mock;
  readonly destroy: Mock;
}

export interface FakeNotification extends EventEmitter {
  readonly words: { readonly title: string; readonly body: string };
}

export interface FakeElectron {
  readonly app: EventEmitter & { readonly quit: Mock; readonly addRecentDocument: Mock };
  readonly ipcMain: EventEmitter;
  readonly dialog: { readonly showMessageBox: Mock };
  readonly BrowserWindow: new () => FakeWindow;
  /** What the shell has made, in order. */
  readonly windows: readonly FakeWindow[];
  readonly engines: readonly FakeEngine[];
  readonly trays: readonly FakeTray[];
  readonly notices: readonly FakeNotification[];
  readonly state: {
    isFirst: boolean;
    locale: string;
    menu: readonly FakeMenuItem[];
    readonly blockers: ReadonlySet<number>;
  };
}

/**
 * Electron's binary is not needed here: the parts of Electron that the shell uses, as far as its decisions go. Used
 * by the tests of the whole shell; what Electron itself does with them is for test/e2e/electron.
 */
export function fakeElectron(userData: string): FakeElectron {
  const windows: FakeWindow[] = [];
  const engines: FakeEngine[] = [];
  const trays: FakeTray[] = [];
  const notices: FakeNotification[] = [];
  const state = {
    isFirst: true,
    locale: 'en-GB',
    menu: [] as readonly FakeMenuItem[],
    blockers: new Set<number>(),
  };
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    requestSingleInstanceLock: (): boolean => state.isFirst,
    whenReady: () => Promise.resolve(),
    getVersion: () => '1.2.3',
    getPath: () => userData,
    getLocale: () => state.locale,
    setAppUserModelId: vi.fn(),
    addRecentDocument: vi.fn(),
    quit: vi.fn(),
  });

  class Window extends EventEmitter implements FakeWindow {
    readonly webContents = Object.assign(new EventEmitter(), {
      send: vi.fn(),
      postMessage: vi.fn(),
      reload: vi.fn(),
      getZoomFactor: () => 1,
    });
    readonly loadURL = vi.fn(() => Promise.resolve());
    readonly setProgressBar = vi.fn();
    readonly restore = vi.fn();
    readonly focus = vi.fn();
    readonly maximize = vi.fn();
    isShown = true;
    isFocusedNow = false;
    constructor() {
      super();
      windows.push(this);
    }
    show(): void {
      this.isShown = true;
      this.emit('show');
    }
    hide(): void {
      this.isShown = false;
      this.emit('hide');
    }
    isVisible = (): boolean => this.isShown;
    isFocused = (): boolean => this.isFocusedNow;
    isMinimized = (): boolean => false;
    isMaximized = (): boolean => false;
    isDestroyed = (): boolean => false;
    getNormalBounds = (): object => ({ x: 0, y: 0, width: 1280, height: 800 });
    close(): boolean {
      const event = { preventDefault: vi.fn() };
      this.emit('close', event);
      if (event.preventDefault.mock.calls.length > 0) return false;
      this.emit('closed');
      app.emit('window-all-closed');
      return true;
    }
  }

  class Engine extends EventEmitter implements FakeEngine {
    readonly postMessage = vi.fn((message: { type: string }) => {
      if (message.type === 'close') queueMicrotask(() => this.emit('exit', 0));
    });
    readonly kill = vi.fn();
    constructor() {
      super();
      engines.push(this);
    }
  }

  class Tray extends EventEmitter implements FakeTray {
    readonly setToolTip = vi.fn();
    readonly setContextMenu = vi.fn();
    readonly destroy = vi.fn();
    constructor() {
      super();
      trays.push(this);
    }
  }

  class Notification extends EventEmitter implements FakeNotification {
    static isSupported = (): boolean => true;
    readonly show = vi.fn();
    readonly words: { title: string; body: string };
    constructor(words: { title: string; body: string }) {
      super();
      this.words = words;
      notices.push(this);
    }
  }

  const modules = {
    app,
    BrowserWindow: Object.assign(Window, { fromWebContents: () => null }),
    Tray,
    Notification,
    Menu: {
      buildFromTemplate: (template: FakeMenuItem[]) => template,
      setApplicationMenu: (menu: FakeMenuItem[]) => void (state.menu = menu),
    },
    MessageChannelMain: class {
      readonly port1 = 'engine-end';
      readonly port2 = 'page-end';
    },
    utilityProcess: { fork: vi.fn(() => new Engine()) },
    ipcMain: Object.assign(new EventEmitter(), { handle: vi.fn() }),
    dialog: { showMessageBox: vi.fn() },
    nativeImage: { createFromPath: () => ({ resize: () => 'icon' }) },
    powerMonitor: new EventEmitter(),
    powerSaveBlocker: {
      start: () => {
        state.blockers.add(state.blockers.size + 1);
        return state.blockers.size;
      },
      stop: (id: number) => state.blockers.delete(id),
    },
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    safeStorage: {},
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: vi.fn(),
        setPermissionCheckHandler: vi.fn(),
        setDevicePermissionHandler: vi.fn(),
        webRequest: { onBeforeRequest: vi.fn() },
        on: vi.fn(),
      },
    },
    shell: { openExternal: vi.fn(), showItemInFolder: vi.fn() },
  };
  return { ...modules, state, windows, engines, trays, notices };
}

export interface FakeMenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly submenu?: readonly FakeMenuItem[];
  readonly click?: () => void;
}
