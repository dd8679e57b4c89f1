import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConfigDocument } from '#contract/configs';
import { request } from '../../lib/bridge';
import { notifyError } from '../../lib/notices';
import { invalidate, queryClient, useRequest } from '../../lib/query';
import type { Cursor } from './editor/config-editor';

/** A draft is written this long after the last key press; the bar is one second. */
const DRAFT_DELAY_MS = 500;

/** The text of a file as it is edited, with the saved one beside it. */
export interface EditedDocument {
  readonly path: string;
  readonly text: string;
  readonly saved: string;
  readonly isDirty: boolean;
  /** Where the cursor was when the file was left. */
  readonly startAt: Cursor;
  /** True when the text comes from a draft of an earlier session. */
  readonly wasRestored: boolean;
  readonly setText: (text: string) => void;
  readonly setCursor: (cursor: Cursor) => void;
  /** @throws RemoteError when the file cannot be written */
  readonly save: () => Promise<void>;
  readonly discard: () => void;
}

/** @returns the document; `data` is null while it is read */
export function useConfigDocument(path: string): {
  readonly data: EditedDocument | null;
  readonly error: Error | null;
} {
  const { data: document, error } = useRequest('configs:read', { path });
  const [text, setText] = useState<string | null>(null);
  const [saved, setSaved] = useState('');
  const cursor = useRef<Cursor>({ line: 1, column: 1 });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const newest = useRef({ text, saved });
  useEffect(() => {
    newest.current = { text, saved };
  });

  // Main's answer: taken over when it is the first one, or when the file changed outside and nothing was typed here.
  useEffect(() => {
    if (document === undefined) return;
    const { text: current, saved: before } = newest.current;
    const isUntouched = current === null || current === before;
    if (current === null) {
      setText(document.draft?.text ?? document.text);
      cursor.current = document.draft ?? cursor.current;
    } else if (isUntouched) setText(document.text);
    setSaved(document.text);
  }, [document]);

  const keepDraft = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const { text: current, saved: onDisk } = newest.current;
    if (current === null) return;
    const isSame = current === onDisk;
    const draft = { text: current, ...cursor.current };
    const kept = isSame
      ? request('configs:discard-draft', { path })
      : request('configs:save-draft', { path, ...draft });
    updateKept(path, { draft: isSame ? null : { ...draft, savedAt: Date.now() } });
    void kept.then(() => invalidate('configs:list')).catch(notifyError);
  }, [path]);

  // Leaving the file or the window must not lose the last half second.
  useEffect(() => {
    const flush = () => {
      if (timer.current !== null) keepDraft();
    };
    window.addEventListener('beforeunload', flush);
    window.addEventListener('blur', flush);
    return () => {
      flush();
      window.removeEventListener('beforeunload', flush);
      window.removeEventListener('blur', flush);
    };
  }, [keepDraft]);

  const changeText = useCallback(
    (next: string) => {
      setText(next);
      newest.current = { ...newest.current, text: next };
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(keepDraft, DRAFT_DELAY_MS);
    },
    [keepDraft],
  );
  const setCursor = useCallback((next: Cursor) => {
    cursor.current = next;
  }, []);
  const save = useCallback(async () => {
    const { text: current } = newest.current;
    if (current === null) return;
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    await request('configs:write', { path, text: current });
    newest.current = { ...newest.current, saved: current };
    setSaved(current);
    updateKept(path, { text: current, draft: null });
    invalidate('configs:list');
  }, [path]);
  const discard = useCallback(() => {
    changeText(newest.current.saved);
    keepDraft();
  }, [changeText, keepDraft]);

  if (text === null || document === undefined) return { data: null, error };
  return {
    error: null,
    data: {
      path,
      text,
      saved,
      isDirty: text !== saved,
      startAt: cursor.current,
      wasRestored: document.draft !== null,
      setText: changeText,
      setCursor,
      save,
      discard,
    },
  };
}

/** Main does not announce drafts, so the answer that is kept is changed here: the file opens again as it was left. */
function updateKept(path: string, change: Partial<ConfigDocument>): void {
  queryClient.setQueryData<ConfigDocument>(['configs:read', { path }], (document) =>
    document === undefined ? undefined : { ...document, ...change },
  );
}
