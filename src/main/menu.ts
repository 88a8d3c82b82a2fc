import { app, Menu } from 'electron';

/** The usual menus, without the links to outside pages that Electron's own menu has. */
export function setMenu(): void {
  const isMac = process.platform === 'darwin';
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac
        ? [{ role: 'appMenu' as const }]
        : [{ label: '&File', submenu: [{ role: 'quit' as const }] }]),
      { role: 'editMenu' },
      {
        label: '&View',
        submenu: [
          { role: 'reload' },
          ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
          { type: 'separator' },
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
        ],
      },
      { role: 'windowMenu' },
    ]),
  );
}
