import { expect, it } from 'vitest';
import { oppositeTheme } from '../../../../src-renderer/app/opposite-theme';

it('switches to the theme that is not seen now', () => {
  expect(oppositeTheme('dark', false)).toBe('light');
  expect(oppositeTheme('light', true)).toBe('dark');
  expect(oppositeTheme('system', true)).toBe('light');
  expect(oppositeTheme('system', false)).toBe('dark');
});
