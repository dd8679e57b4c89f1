import type { Settings } from '#contract/settings';

/** @returns the theme that the button in the title bar switches to: the other one than is seen now */
export function oppositeTheme(theme: Settings['theme'], isSystemDark: boolean): 'dark' | 'light' {
  const isDark = theme === 'dark' || (theme === 'system' && isSystemDark);
  return isDark ? 'light' : 'dark';
}
