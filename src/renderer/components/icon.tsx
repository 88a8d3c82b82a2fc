/** Drawings in a 16 by 16 field, in the colour of the text around them. */
const paths = {
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 5v3l2 1.5',
  play: 'M5 3.5v9l7.5-4.5Z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  hourglass: 'M4 2.5h8M4 13.5h8M5 2.5c0 3 6 4 6 5.5s-6 2.5-6 5.5M11 2.5c0 3-6 4-6 5.5s6 2.5 6 5.5',
  stop: 'M5.5 2.5h5l3 3v5l-3 3h-5l-3-3v-5ZM8 5v3.5M8 10.9v.1',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  warning: 'M8 2.5l6 11H2ZM8 6.5v3.5M8 11.9v.1',
  cross: 'M4 4l8 8M12 4l-8 8',
  'arrow-out': 'M3 8h9M8.5 4.5L12 8l-3.5 3.5',
  chevron: 'M4 6l4 4 4-4',
  folder: 'M2.5 4.5h4l1.5 1.5h5.5v6.5h-11Z',
  file: 'M4 2.5h5l3 3v8H4ZM9 2.5v3h3',
  dash: 'M4 8h8',
} as const;

export type IconName = keyof typeof paths;

/** Always beside a word that says the same, so screen readers pass over it. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg
      className={className}
      viewBox="0 0 16 16"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
