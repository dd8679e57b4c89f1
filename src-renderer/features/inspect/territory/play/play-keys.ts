import { TERRITORY_INTENSITIES, type TerritoryDirection } from '#contract/territory-actions';

/** What a key asks for. */
export type PlayKey =
  | { readonly kind: 'direction'; readonly direction: TerritoryDirection }
  | { readonly kind: 'intensity'; readonly intensity: number }
  | { readonly kind: 'city' }
  | { readonly kind: 'clock' };

/** Keys by their place, so that they lie around S on every keyboard layout; the same on the number pad. */
const DIRECTION_KEYS: Readonly<Record<string, TerritoryDirection>> = {
  KeyQ: 'NW',
  KeyW: 'N',
  KeyE: 'NE',
  KeyA: 'W',
  KeyS: 'WAIT',
  KeyD: 'E',
  KeyZ: 'SW',
  KeyX: 'S',
  KeyC: 'SE',
  Numpad7: 'NW',
  Numpad8: 'N',
  Numpad9: 'NE',
  Numpad4: 'W',
  Numpad5: 'WAIT',
  Numpad6: 'E',
  Numpad1: 'SW',
  Numpad2: 'S',
  Numpad3: 'SE',
};

/** Letter that orders a direction, for its button. */
export const LETTER_OF: Readonly<Record<TerritoryDirection, string>> = {
  NW: 'Q',
  N: 'W',
  NE: 'E',
  W: 'A',
  WAIT: 'S',
  E: 'D',
  SW: 'Z',
  S: 'X',
  SE: 'C',
};

/** The parts of a key press that matter; a `KeyboardEvent` is one. */
export interface PressedKey {
  /** Place of the key. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** @returns null for keys that mean nothing in the game, and with Ctrl, Alt or Cmd */
export function playKeyOf({ code, ctrlKey, metaKey, altKey }: PressedKey): PlayKey | null {
  if (ctrlKey || metaKey || altKey) return null;
  const direction = DIRECTION_KEYS[code];
  if (direction !== undefined) return { kind: 'direction', direction };
  if (code === 'Space') return { kind: 'clock' };
  if (code === 'KeyB' || code === 'NumpadAdd') return { kind: 'city' };
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  const intensity = digit === undefined ? -1 : Number(digit) - 1;
  return intensity >= 0 && intensity < TERRITORY_INTENSITIES.length ? { kind: 'intensity', intensity } : null;
}

/** Keys and what they do, for the help. */
export const KEY_HELP: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Q W E A D Z X C', does: 'attack towards the octant that lies there; a click on the map does the same' },
  { keys: '7 8 9 4 6 1 2 3 on the number pad', does: 'the same' },
  { keys: 'S or 5 on the number pad', does: 'wait' },
  { keys: '1 to 5', does: 'share of the home troops: 20, 35, 50, 75, 100 %' },
  { keys: 'B', does: 'a city with the next order' },
  { keys: 'Space', does: 'starts and stops the clock; without it the game waits for you' },
];
