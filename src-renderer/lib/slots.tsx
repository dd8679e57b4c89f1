import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { create } from 'zustand';

export type SlotName = 'sideList' | 'inspector';

interface Slot {
  /** Where the frame draws the contents; null while the pane is folded. */
  readonly host: HTMLElement | null;
  /** How many parts of the open screen put something in. */
  readonly fillers: number;
  readonly width: 'normal' | 'wide';
}

interface SlotState {
  readonly sideList: Slot;
  readonly inspector: Slot;
  /** Drawn over main in a window that is too narrow for it, until it is closed. */
  readonly peek: SlotName | null;
}

const EMPTY: Slot = { host: null, fillers: 0, width: 'normal' };
export const useSlotStore = create<SlotState>(() => ({ sideList: EMPTY, inspector: EMPTY, peek: null }));

const change = (name: SlotName, update: (slot: Slot) => Slot): void =>
  useSlotStore.setState((state) => ({ [name]: update(state[name]) }));

/** Shows a pane over main where it does not fit beside it; null closes it. */
export const setPeek = (peek: SlotName | null): void => useSlotStore.setState({ peek });

/** Tells the slot where to draw. Given to `ref` by the frame. */
export const setSlotHost = (name: SlotName, host: HTMLElement | null): void =>
  change(name, (slot) => ({ ...slot, host }));

/**
 * Says that a screen fills a slot.
 *
 * @returns a function that says that it no longer does
 */
function fillSlot(name: SlotName, width: Slot['width']): () => void {
  change(name, (slot) => ({ ...slot, fillers: slot.fillers + 1, width }));
  return () =>
    change(name, (slot) => {
      const fillers = slot.fillers - 1;
      return { ...slot, fillers, width: fillers === 0 ? 'normal' : slot.width };
    });
}

function SlotContents({
  name,
  width,
  children,
}: {
  readonly name: SlotName;
  readonly width: Slot['width'];
  readonly children: ReactNode;
}) {
  const host = useSlotStore((state) => state[name].host);
  useEffect(() => fillSlot(name, width), [name, width]);
  return host === null ? null : createPortal(children, host);
}

/** Contents of the side list while the screen is open: what there is to choose from. */
export function SideList({ children }: { readonly children: ReactNode }) {
  return (
    <SlotContents name="sideList" width="normal">
      {children}
    </SlotContents>
  );
}

export interface InspectorProps {
  /** `wide` (452 px) for the pre-flight and the export. */
  readonly width?: 'normal' | 'wide';
  readonly children: ReactNode;
}

/** Contents of the inspector while the screen is open: explains what is selected. */
export function Inspector({ width = 'normal', children }: InspectorProps) {
  return (
    <SlotContents name="inspector" width={width}>
      {children}
    </SlotContents>
  );
}
