import { navigate } from 'wouter/use-hash-location';

/** Addresses of the screens, kept behind `#`, so that a reload of the window comes back to the same place. */
export const PATHS = {
  welcome: '/welcome',
  experiments: '/experiments',
  experiment: (path: string) => `/experiments/${encodeURIComponent(path)}`,
  runs: '/runs',
  /** The runs table with a query in its field; it travels in `location.search`, which wouter's `useSearch` reads. */
  runsWithQuery: (query: string) => `/runs?query=${encodeURIComponent(query)}`,
  run: (runId: string) => `/runs/${encodeURIComponent(runId)}`,
  inspect: (runId: string | null = null, view: string | null = null) =>
    `/inspect${runId === null ? '' : `/${encodeURIComponent(runId)}`}${view === null ? '' : `/${encodeURIComponent(view)}`}`,
  sweeps: '/sweeps',
  study: (studyId: string) => `/sweeps/${encodeURIComponent(studyId)}`,
  /** A sweep file with its cost, before it is started; the file travels in `location.search`. */
  sweepFile: (path: string) => `/sweeps?file=${encodeURIComponent(path)}`,
  models: '/models',
  /** Two models side by side; both travel in `location.search`. */
  modelsWith: (a: string | null, b: string | null) =>
    `/models?${new URLSearchParams([...(a === null ? [] : [['a', a]]), ...(b === null ? [] : [['b', b]])]).toString()}`,
  compare: '/compare',
  /** Compared runs and how they are looked at travel in `location.search`; features/compare writes and reads it. */
  compareRuns: (runIds: readonly string[]) => `/compare?runs=${runIds.join(',')}`,
  compareQuery: (query: string) => `/compare?of=${encodeURIComponent(query)}`,
  compareWith: (search: URLSearchParams) => `/compare?${search.toString()}`,
  stages: '/stages',
  /** The board of one ladder, named by its file. */
  stagesOf: (path: string) => `/stages/${encodeURIComponent(path)}`,
  checkpoints: '/checkpoints',
  checkpoint: (checkpointId: string) => `/checkpoints/${encodeURIComponent(checkpointId)}`,
  settings: '/settings',
  settingsSection: (section: string) => `/settings/${section}`,
} as const;

/** Goes to another screen. */
export function goTo(path: string): void {
  navigate(path);
}

/** Changes the address without a step back to the old one, for a selection within a screen. */
export function replaceWith(path: string): void {
  navigate(path, { replace: true });
}

/**
 * Follows Back and Forward. A browser tells a change of the hash only when nothing else of the address changes; screens keep
 * choices in its search part, so a step between two of them would go unnoticed by the router.
 *
 * @returns a function that ends it
 */
export function followHistory(): () => void {
  const tell = () => void dispatchEvent(new Event('hashchange'));
  addEventListener('popstate', tell);
  return () => removeEventListener('popstate', tell);
}
