import './kbd.css';

const IS_MAC = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac');

/** @returns the keys as this computer prints them: `Mod+Enter` to `Ctrl`, `Enter` */
export function keyNames(shortcut: string, isMac: boolean): readonly string[] {
  const words: Readonly<Record<string, string>> = isMac
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', '-': '−' }
    : { Mod: 'Ctrl', '-': '−' };
  return shortcut.split('+').map((key) => words[key] ?? key);
}

/** Keys of a shortcut in the form `Mod+K`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className="kbd-group">
      {keyNames(keys, IS_MAC).map((key) => (
        <kbd key={key} className="kbd">
          {key}
        </kbd>
      ))}
    </span>
  );
}
