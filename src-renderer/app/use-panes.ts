import { useEffect, useSyncExternalStore } from 'react';
import { notifyError } from '../lib/notices';
import { updateSettings, useSettings } from '../lib/settings';
import { setPeek, useSlotStore, type SlotName } from '../lib/slots';
import { fitPanes } from './fit-panes';

/** `docked` beside main; `over` in front of main, for as long as the person looks at it; `folded` not drawn. */
export type PanePlace = 'docked' | 'over' | 'folded';

export interface Panes {
  readonly sideList: PanePlace;
  readonly inspector: PanePlace;
  readonly toggle: (name: SlotName) => void;
}

const subscribeToSize = (listener: () => void) => {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
};

/** Where side list and inspector are drawn now. */
export function usePanes(): Panes {
  const windowWidth = useSyncExternalStore(subscribeToSize, () => window.innerWidth);
  const { sideListOpen, inspectorOpen } = useSettings();
  const { sideList, inspector, peek } = useSlotStore();
  const wishes = { sideList: sideListOpen && sideList.fillers > 0, inspector: inspectorOpen && inspector.fillers > 0 };
  const fits = fitPanes({
    windowWidth,
    sideList: wishes.sideList,
    inspector: wishes.inspector ? inspector.width : null,
  });
  const place = (name: SlotName): PanePlace =>
    !wishes[name] ? 'folded' : fits[name] ? 'docked' : peek === name ? 'over' : 'folded';

  useEffect(() => {
    if (peek === null) return undefined;
    // On the window: the contents are portals of the screen, so React would not pass their keys to the pane.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) setPeek(null);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [peek]);

  const toggle = (name: SlotName) => {
    const setting = name === 'sideList' ? 'sideListOpen' : 'inspectorOpen';
    const isOpen = place(name) !== 'folded';
    setPeek(isOpen ? null : name);
    // A pane that is only folded for want of room stays wished for.
    const wish = wishes[name] && !fits[name] ? true : !isOpen;
    updateSettings({ [setting]: wish }).catch(notifyError);
  };
  return { sideList: place('sideList'), inspector: place('inspector'), toggle };
}
