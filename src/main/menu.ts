import { app, Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import path from 'node:path';
import type { ShellCommand } from '../contract/page-bridge.ts';
import type { Words } from './words/choose-words.ts';

const mostRecentShown = 10;

export interface MenuParts {
  readonly words: Words;
  readonly recent: readonly string[];
  /** Shows the window and sends the command to its page. */
  readonly command: (command: ShellCommand) => void;
}

/** The app's menus and shortcuts; each place is where the system's own programs have it. */
export function setMenu(parts: MenuParts): void {
  const isMac = process.platform === 'darwin';
  const menus = [fileMenu(parts, isMac), editMenu(parts), viewMenu(parts), windowMenu(parts, isMac)];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(isMac ? [appMenu(parts), ...menus] : [...menus, helpMenu(parts)]),
  );
}

function appMenu(parts: MenuParts): MenuItemConstructorOptions {
  const { menu } = parts.words;
  return {
    label: 'Meterhaul',
    submenu: [
      aboutItem(parts),
      { type: 'separator' },
      settingsItem(parts),
      { type: 'separator' },
      { role: 'services', label: menu.services },
      { type: 'separator' },
      { role: 'hide', label: menu.hide },
      { role: 'hideOthers', label: menu.hideOthers },
      { role: 'unhide', label: menu.showAll },
      { type: 'separator' },
      { role: 'quit', label: menu.quit },
    ],
  };
}

function fileMenu(parts: MenuParts, isMac: boolean): MenuItemConstructorOptions {
  const { words, command } = parts;
  const { menu } = words;
  return {
    label: menu.file,
    submenu: [
      {
        label: menu.newMigration,
        accelerator: 'CmdOrCtrl+N',
        click: () => command({ kind: 'new-migration' }),
      },
      { label: menu.open, accelerator: 'CmdOrCtrl+O', click: () => command({ kind: 'choose-files' }) },
      { label: menu.openRecent, submenu: recentItems(parts) },
      { type: 'separator' },
      { label: menu.diagnostics, click: () => command({ kind: 'diagnostics' }) },
      { type: 'separator' },
      ...(isMac ? [] : [settingsItem(parts), { type: 'separator' as const }]),
      { role: 'close', label: menu.closeWindow },
      ...(isMac ? [] : [{ role: 'quit' as const, label: menu.quit, accelerator: 'Ctrl+Q' }]),
    ],
  };
}

function recentItems({ words, recent, command }: MenuParts): MenuItemConstructorOptions[] {
  if (recent.length === 0) return [{ label: words.menu.noRecent, enabled: false }];
  return recent.slice(0, mostRecentShown).map((file) => ({
    // A lone & marks the key of a menu item.
    label: `${path.basename(file)}  (${path.dirname(file)})`.replaceAll('&', '&&'),
    click: () => command({ kind: 'open-files', paths: [file] }),
  }));
}

function editMenu({ words: { menu } }: MenuParts): MenuItemConstructorOptions {
  return {
    label: menu.edit,
    submenu: [
      { role: 'undo', label: menu.undo },
      { role: 'redo', label: menu.redo },
      { type: 'separator' },
      { role: 'cut', label: menu.cut },
      { role: 'copy', label: menu.copy },
      { role: 'paste', label: menu.paste },
      { role: 'selectAll', label: menu.selectAll },
    ],
  };
}

function viewMenu({ words: { menu }, command }: MenuParts): MenuItemConstructorOptions {
  return {
    label: menu.view,
    submenu: [
      { label: menu.jobs, accelerator: 'CmdOrCtrl+1', click: () => command({ kind: 'jobs' }) },
      {
        label: menu.destinations,
        accelerator: 'CmdOrCtrl+2',
        click: () => command({ kind: 'destinations' }),
      },
      { type: 'separator' },
      { role: 'reload', label: menu.reload },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const, label: menu.devTools }]),
      { type: 'separator' },
      { role: 'resetZoom', label: menu.actualSize },
      { role: 'zoomIn', label: menu.zoomIn },
      { role: 'zoomOut', label: menu.zoomOut },
      { role: 'togglefullscreen', label: menu.fullScreen },
    ],
  };
}

function windowMenu({ words: { menu } }: MenuParts, isMac: boolean): MenuItemConstructorOptions {
  return {
    label: menu.window,
    role: 'window',
    submenu: [
      { role: 'minimize', label: menu.minimize },
      ...(isMac ? [{ role: 'front' as const, label: menu.front }] : []),
    ],
  };
}

function helpMenu(parts: MenuParts): MenuItemConstructorOptions {
  return { label: parts.words.menu.help, role: 'help', submenu: [aboutItem(parts)] };
}

function aboutItem({ words, command }: MenuParts): MenuItemConstructorOptions {
  return { label: words.menu.about, click: () => command({ kind: 'about' }) };
}

function settingsItem({ words, command }: MenuParts): MenuItemConstructorOptions {
  return {
    label: words.menu.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => command({ kind: 'settings' }),
  };
}
