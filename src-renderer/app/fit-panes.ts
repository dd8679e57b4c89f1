/** Widths of the window parts in CSS pixels: tokens.css, DESIGN.md section 2. */
const ACTIVITY_BAR = 76;
const SIDE_LIST = 220;
const INSPECTOR_WIDTHS = { normal: 308, wide: 452 } as const;
const MAIN_AT_LEAST = 640;

export interface PaneWishes {
  readonly windowWidth: number;
  /** The screen has a side list and the person wants it open. */
  readonly sideList: boolean;
  /** The same for the inspector, with its width. */
  readonly inspector: keyof typeof INSPECTOR_WIDTHS | null;
}

/**
 * Decides which panes stand beside main. Main keeps at least 640: the side list gives way first, then the inspector.
 *
 * @returns panes that fit; a wished pane that does not is folded until the window is wider
 */
export function fitPanes({ windowWidth, sideList, inspector }: PaneWishes): {
  readonly sideList: boolean;
  readonly inspector: boolean;
} {
  const room = windowWidth - ACTIVITY_BAR - MAIN_AT_LEAST;
  const inspectorWidth = inspector === null ? 0 : INSPECTOR_WIDTHS[inspector];
  if (sideList && SIDE_LIST + inspectorWidth <= room) return { sideList: true, inspector: inspector !== null };
  if (inspector !== null && inspectorWidth <= room) return { sideList: false, inspector: true };
  return { sideList: sideList && SIDE_LIST <= room, inspector: false };
}
