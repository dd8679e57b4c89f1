import { create } from 'zustand';

export interface Notice {
  readonly id: number;
  readonly tone: 'ok' | 'warn' | 'bad' | 'idle';
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly time: number;
  /** Still drawn over the window; afterwards it stays in the list under the bell. */
  readonly isShown: boolean;
}

/** How long a notice without an action stays; errors stay until they are closed. */
const SHOWN_MS = 6_000;
const SHOWN_WITH_ACTION_MS = 12_000;
const KEPT = 50;

interface NoticeState {
  readonly notices: readonly Notice[];
  readonly unread: number;
}

export const useNoticeStore = create<NoticeState>(() => ({ notices: [], unread: 0 }));

let lastId = 0;

/**
 * Shows a short notice at the lower edge and keeps it under the bell.
 *
 * @returns its id, for {@link dismissNotice}
 */
export function notify(notice: Omit<Notice, 'id' | 'time' | 'isShown'>): number {
  lastId += 1;
  const id = lastId;
  const entry: Notice = { ...notice, id, time: Date.now(), isShown: true };
  useNoticeStore.setState(({ notices, unread }) => ({
    notices: [entry, ...notices].slice(0, KEPT),
    unread: unread + 1,
  }));
  if (notice.tone !== 'bad') {
    setTimeout(() => dismissNotice(id), notice.action === undefined ? SHOWN_MS : SHOWN_WITH_ACTION_MS);
  }
  return id;
}

/** Shows an error that has no better place: what happened and the next step. */
export function notifyError(error: unknown): void {
  const nextStep =
    error instanceof Error && 'nextStep' in error && typeof error.nextStep === 'string' ? error.nextStep : '';
  notify({
    tone: 'bad',
    title: error instanceof Error ? error.message : String(error),
    ...(nextStep === '' ? {} : { detail: `Next: ${nextStep}` }),
  });
}

/** Takes a notice off the window; it stays under the bell. */
export function dismissNotice(id: number): void {
  useNoticeStore.setState(({ notices }) => ({
    notices: notices.map((notice) => (notice.id === id ? { ...notice, isShown: false } : notice)),
  }));
}

/** The list under the bell was opened. */
export function markNoticesRead(): void {
  useNoticeStore.setState({ unread: 0 });
}
