import { useEffect, useRef } from 'react';
import { subscribe } from './bridge';

/** Changes that come together are told once. */
const TELL_AFTER_MS = 400;

/**
 * Calls back when a run was added, ended, was put back or went to the trash: what is computed over runs is then stale. Steps
 * and epochs of a run that trains are not told.
 */
export function useRunChanges(onChange: () => void): void {
  const newest = useRef(onChange);
  useEffect(() => {
    newest.current = onChange;
  });
  useEffect(() => {
    const known = new Map<string, string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const end = subscribe('runs:changed', ({ rows }) => {
      const changed = rows.filter((row) => {
        const state = `${row.status} ${row.trashedAt === null}`;
        const isNew = known.get(row.runId) !== state;
        known.set(row.runId, state);
        return isNew;
      });
      if (changed.length === 0) return;
      timer ??= setTimeout(() => {
        timer = null;
        newest.current();
      }, TELL_AFTER_MS);
    });
    return () => {
      end();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}
