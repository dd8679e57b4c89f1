/** The element that had the focus when a pane was left. */
const lastFocus = new WeakMap<Element, HTMLElement>();

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea, [tabindex="0"]';

/**
 * Moves the focus to the next pane of the window, to where it was there before.
 *
 * @param root    the window
 * @param backward with Shift
 */
export function focusNextPane(root: ParentNode, backward = false): void {
  const panes = [...root.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  if (panes.length === 0) return;
  const active = document.activeElement;
  const current = panes.findIndex((pane) => pane.contains(active));
  if (current >= 0 && active instanceof HTMLElement) lastFocus.set(panes[current]!, active);
  const next = panes.at((current + (backward ? -1 : 1) + panes.length) % panes.length)!;
  const remembered = lastFocus.get(next);
  const target =
    remembered !== undefined && next.contains(remembered) ? remembered : next.querySelector<HTMLElement>(FOCUSABLE);
  (target ?? next).focus();
}
