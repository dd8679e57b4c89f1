/** What a key does in a table. */
export type TableAction =
  | { readonly kind: 'move'; readonly index: number }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'open' }
  | { readonly kind: 'expand' }
  | { readonly kind: 'collapse' }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'clear' };

export interface TableKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * @param press    a key press on the table
 * @param current  index of the active row, -1 when there is none
 * @param count    rows
 * @param pageSize rows that fit the view
 * @returns what it does, null when it is not ours
 */
export function tableAction(press: TableKey, current: number, count: number, pageSize: number): TableAction | null {
  const moveTo = (index: number): TableAction => ({ kind: 'move', index: Math.max(0, Math.min(count - 1, index)) });
  switch (press.key) {
    case 'ArrowDown':
      return moveTo(current + 1);
    case 'ArrowUp':
      return moveTo(current < 0 ? 0 : current - 1);
    case 'PageDown':
      return moveTo(current + pageSize);
    case 'PageUp':
      return moveTo(current - pageSize);
    case 'Home':
      return moveTo(0);
    case 'End':
      return moveTo(count - 1);
    case 'ArrowRight':
      return { kind: 'expand' };
    case 'ArrowLeft':
      return { kind: 'collapse' };
    case ' ':
      return { kind: 'toggle' };
    case 'Enter':
      return press.ctrlKey || press.metaKey ? null : { kind: 'open' };
    case 'Escape':
      return { kind: 'clear' };
    case 'a':
      return press.ctrlKey || press.metaKey ? { kind: 'select-all' } : null;
    default:
      return null;
  }
}
