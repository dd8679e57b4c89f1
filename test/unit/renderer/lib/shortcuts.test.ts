import { describe, expect, it } from 'vitest';
import { commandForKey, isTyping, matchesShortcut, type KeyPress } from '../../../../src-renderer/lib/shortcuts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('matchesShortcut', () => {
  it('takes Ctrl for Mod, and Cmd on a Mac', () => {
    expect(matchesShortcut(press('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true);
    expect(matchesShortcut(press('k', { ctrlKey: true }), 'Mod+K', true)).toBe(false);
    expect(matchesShortcut(press('k', { metaKey: true }), 'Mod+K', true)).toBe(true);
  });

  it('does not take a shortcut with one more key held', () => {
    expect(matchesShortcut(press('k', { ctrlKey: true, shiftKey: true }), 'Mod+K', false)).toBe(false);
    expect(matchesShortcut(press('k', { ctrlKey: true, altKey: true }), 'Mod+K', false)).toBe(false);
  });

  it('goes by the sign where a keyboard needs Shift for it', () => {
    expect(matchesShortcut(press('?', { shiftKey: true }), '?', false)).toBe(true);
    expect(matchesShortcut(press('?'), '?', false)).toBe(true);
  });
});

describe('commandForKey', () => {
  it('finds the commands of the registry', () => {
    expect(commandForKey(press('Enter', { ctrlKey: true }), false)).toBe('experiment.run');
    expect(commandForKey(press(',', { ctrlKey: true }), false)).toBe('go.settings');
    expect(commandForKey(press('F6'), false)).toBe('view.next-pane');
    expect(commandForKey(press('k'), false)).toBeNull();
  });
});

it('knows a key that types', () => {
  expect(isTyping(press('?', { shiftKey: true }))).toBe(true);
  expect(isTyping(press('k', { ctrlKey: true }))).toBe(false);
  expect(isTyping(press('F6'))).toBe(false);
});
