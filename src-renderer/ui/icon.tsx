import type { ReactElement } from 'react';
import './icon.css';

/** Our own strokes on a 16 px grid, drawn with the colour of the text around them. */
const PATHS = {
  bell: <path d="M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3zM6.8 14h2.4" />,
  bolt: <path d="M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z" />,
  check: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  'chevron-down': <path d="m3.5 6 4.5 4.5L12.5 6" />,
  'chevron-left': <path d="M10 3.5 5.5 8l4.5 4.5" />,
  'chevron-right': <path d="m6 3.5 4.5 4.5L6 12.5" />,
  'chevron-up': <path d="m3.5 10 4.5-4.5 4.5 4.5" />,
  circle: <circle cx="8" cy="8" r="6" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.5 1.5" />
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  columns: <path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10" />,
  compare: <path d="M2.5 14V8h3v6M10.5 14V4h3v10M6.5 5 8 3.5 9.5 5M8 3.5V8M1 14h14" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.2" />
      <path d="M10.5 5.5v-3h-8v8h3" />
    </>
  ),
  cpu: (
    <>
      <rect x="4" y="4" width="8" height="8" rx="1" />
      <path d="M6.5 1.8V4M9.5 1.8V4M6.5 12v2.2M9.5 12v2.2M1.8 6.5H4M1.8 9.5H4M12 6.5h2.2M12 9.5h2.2" />
    </>
  ),
  database: (
    <>
      <ellipse cx="8" cy="3.8" rx="5.5" ry="2.1" />
      <path d="M2.5 3.8v8.4c0 1.2 2.5 2.1 5.5 2.1s5.5-.9 5.5-2.1V3.8M2.5 8c0 1.2 2.5 2.1 5.5 2.1s5.5-.9 5.5-2.1" />
    </>
  ),
  error: (
    <>
      <path d="M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4z" />
      <path d="M8 5v3.5M8 10.9v.1" />
    </>
  ),
  export: <path d="M8 10V2M5 5l3-3 3 3M2.5 10v3.5h11V10" />,
  eye: (
    <>
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  file: <path d="M4 1.5h5.5L12.5 5v9.5H4zM9.5 1.5V5h3" />,
  filter: <path d="M2 4h12M4.5 8h7M6.5 12h3" />,
  flag: <path d="M3.5 14.5v-13M3.5 2.5h9l-2.2 3 2.2 3h-9" />,
  flask: <path d="M6 2h4M6.7 2v4.2L3.2 12.6a1 1 0 0 0 .9 1.4h7.8a1 1 0 0 0 .9-1.4L9.3 6.2V2M4.8 10h6.4" />,
  folder: <path d="M1.5 4V3h4l1.5 1.5h7.5v8.5h-13z" />,
  fork: (
    <>
      <circle cx="4.5" cy="3.5" r="1.6" />
      <circle cx="11.5" cy="3.5" r="1.6" />
      <circle cx="4.5" cy="12.5" r="1.6" />
      <path d="M4.5 5.1v5.8M11.5 5.1c0 3-3 3.4-7 3.4" />
    </>
  ),
  gear: (
    <>
      <path d="M2 5h6.5M12.5 5H14M2 11h1.5M7.5 11H14" />
      <circle cx="10.5" cy="5" r="1.8" />
      <circle cx="5.5" cy="11" r="1.8" />
    </>
  ),
  group: <path d="M2 3.5h12M5 8h9M5 12.5h9" />,
  image: (
    <>
      <path d="M2 3h12v10H2z" />
      <path d="m2 11 3.5-3.5L9 11l2-2 3 3" />
      <circle cx="10.5" cy="6" r="1" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.5v3.5M8 5v.1" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.5" y="4" width="13" height="8.5" rx="1.2" />
      <path d="M4 7h.1M6.7 7h.1M9.3 7h.1M12 7h.1M5 10h6" />
    </>
  ),
  link: <path d="M6.5 9.5 9.5 6.5M7 4.5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5 7.5 13a2.8 2.8 0 0 1-4-4L5 7.5" />,
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  models: <path d="M2 2.5h12v3H2zM4.5 5.5v3M11.5 5.5v3M2 8.5h5v5H2zM9 8.5h5v5H9z" />,
  more: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2.2" />,
  note: <path d="M3 2.5h10v7L9.5 13.5H3zM5.5 5.5h5M5.5 8.5h3" />,
  off: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m3.8 12.2 8.4-8.4" />
    </>
  ),
  'panel-left': <path d="M2 3h12v10H2zM6 3v10" />,
  'panel-right': <path d="M2 3h12v10H2zM10 3v10" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  pin: <path d="M6 2h4l-.5 4.5L12 9H4l2.5-2.5zM8 9v5" />,
  play: <path d="M5 3v10l8-5z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  rank: <path d="M3 13V9M6.5 13V6M10 13V8M13.5 13V3" />,
  repeat: <path d="M13 8a5 5 0 1 1-1.6-3.7M13.5 1.8v3h-3" />,
  runs: <path d="M2 4h6M2 8h5M2 12h6M10 5.5v5l4-2.5z" />,
  save: <path d="M2.5 2.5h9l2 2v9h-11zM5 2.5v3.5h5V2.5M5 13.5v-4h6v4" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </>
  ),
  server: (
    <>
      <rect x="2" y="2.5" width="12" height="4.5" rx="1" />
      <rect x="2" y="9" width="12" height="4.5" rx="1" />
      <path d="M4.5 4.75h.01M4.5 11.25h.01" />
    </>
  ),
  sigma: <path d="M12 4V2.5H4L8.5 8 4 13.5h8V12" />,
  stages: <path d="M1.5 13.5h4v-4h4v-4h4v-4" />,
  'status-diverged': <path d="M1.5 11.5 5 8.5l2.5 2 3-6M14.5 1.5l-4 3 .3-3.3M10.5 4.5" />,
  'status-done': (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.3 8.2 1.9 1.9 3.6-4" />
    </>
  ),
  'status-failed': (
    <>
      <path d="M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4z" />
      <path d="m6 6 4 4M10 6l-4 4" />
    </>
  ),
  'status-interrupted': (
    <>
      <path d="M8 2a6 6 0 0 1 4.2 10.3M8 14A6 6 0 0 1 3.8 3.7" />
      <path d="m8.8 4.6-2 3.4h2.4l-2 3.4" />
    </>
  ),
  'status-paused': (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.5 5.8v4.4M9.5 5.8v4.4" />
    </>
  ),
  'status-pruned': (
    <>
      <path d="M4 2v12M4 7h5.5M9.5 4.5v5M12.5 7h.1" />
      <path d="m12 5 2.5 4M14.5 5 12 9" />
    </>
  ),
  'status-queued': <circle cx="8" cy="8" r="6" strokeDasharray="2.2 2.5" />,
  'status-running': (
    <>
      <path d="M8 2a6 6 0 1 1-5.7 4.1" />
      <path d="M6.8 5.8v4.4L10.3 8z" fill="currentColor" stroke="none" />
    </>
  ),
  'status-stopped': (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M5.8 8h4.4" />
    </>
  ),
  'status-stopped-early': (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6 6h4v4H6z" fill="currentColor" stroke="none" />
    </>
  ),
  stop: <rect x="4" y="4" width="8" height="8" rx="1" />,
  sweep: <path d="M3 2v12M8 2v12M13 2v12M3 4.5l5 6 5-3M3 10l5-4.5 5 6.5" />,
  table: <path d="M2 3h12v10H2zM2 6.3h12M2 9.7h12M6.5 3v10" />,
  target: (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="2.5" />
    </>
  ),
  theme: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 2v12a6 6 0 0 0 0-12z" fill="currentColor" />
    </>
  ),
  trash: <path d="M3 4h10M6 4V2.5h4V4M4.5 4l.5 9.5h6l.5-9.5" />,
  undo: <path d="M6 3.5 3 6.5l3 3M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6" />,
  warning: <path d="M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1" />,
} satisfies Record<string, ReactElement>;

export type IconName = keyof typeof PATHS;

export interface IconProps {
  readonly name: IconName;
  /** Edge in CSS pixels. */
  readonly size?: 12 | 14 | 16 | 18 | 20;
  /** Spoken name. Leave it out when words beside the icon say the same. */
  readonly label?: string;
  readonly className?: string;
}

/** One icon. Decorative unless it has a label. */
export function Icon({ name, size = 16, label, className }: IconProps) {
  return (
    <svg
      className={className === undefined ? 'icon' : `icon ${className}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {PATHS[name]}
    </svg>
  );
}
