import { expect, it } from 'vitest';
import { keyNames } from '../../../../src-renderer/ui/kbd';

it('names the keys as the computer prints them', () => {
  expect(keyNames('Mod+Enter', false)).toEqual(['Ctrl', 'Enter']);
  expect(keyNames('Mod+K', true)).toEqual(['⌘', 'K']);
  expect(keyNames('Mod+-', false)).toEqual(['Ctrl', '−']);
});
