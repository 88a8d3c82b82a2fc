import { Notification } from 'electron';

/** Notifications of the system; where it has none, nothing is said. */
export interface Notices {
  show(notice: { readonly title: string; readonly text: string; readonly clicked: () => void }): void;
}

export function createNotices(): Notices {
  // Without a reference the system's click would find nobody.
  const open = new Set<Notification>();
  return {
    show: ({ title, text, clicked }) => {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title, body: text });
      open.add(notification);
      notification.on('click', () => {
        open.delete(notification);
        clicked();
      });
      notification.on('close', () => open.delete(notification));
      notification.on('failed', () => open.delete(notification));
      notification.show();
    },
  };
}
