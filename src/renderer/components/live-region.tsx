import { useAnnouncement } from '../stores/announcements.ts';

/** Read out by screen readers when its text changes. */
export function LiveRegion() {
  const text = useAnnouncement((announcement) => announcement.text);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
