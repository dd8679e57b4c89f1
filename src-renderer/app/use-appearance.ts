import { useEffect } from 'react';
import { useSettings } from '../lib/settings';

/** Puts theme and motion on `<html>`; the tokens and the charts follow without a reload. */
export function useAppearance(): void {
  const { theme, reduceMotion } = useSettings();
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.dataset['motion'] = reduceMotion ? 'none' : 'system';
  }, [theme, reduceMotion]);
}
