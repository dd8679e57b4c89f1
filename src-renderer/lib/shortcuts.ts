import { COMMANDS, type CommandId } from '#contract/commands';

/** The parts of a key press that matter; a `KeyboardEvent` is one. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * @param press     a key press
 * @param shortcut  `Mod+K` form of the registry
 * @param isMac     `Mod` is Cmd there, Ctrl elsewhere
 */
export function matchesShortcut(press: KeyPress, shortcut: string, isMac: boolean): boolean {
  const keys = shortcut.split('+');
  const key = keys.at(-1) ?? '';
  const isMod = isMac ? press.metaKey : press.ctrlKey;
  const isOtherMod = isMac ? press.ctrlKey : press.metaKey;
  if (isMod !== keys.includes('Mod') || isOtherMod || press.altKey !== keys.includes('Alt')) return false;
  // Signs such as `?` need Shift on some keyboards and not on others: the sign decides, not the key.
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  if (!isSign && press.shiftKey !== keys.includes('Shift')) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}

/** @returns the command that a key press asks for, null when there is none */
export function commandForKey(press: KeyPress, isMac: boolean): CommandId | null {
  return COMMANDS.find(({ shortcut }) => shortcut !== undefined && matchesShortcut(press, shortcut, isMac))?.id ?? null;
}

/** @returns whether the key would type something: then only shortcuts with Ctrl, Cmd or a function key are taken */
export function isTyping(press: KeyPress): boolean {
  return press.key.length === 1 && !press.ctrlKey && !press.metaKey;
}
