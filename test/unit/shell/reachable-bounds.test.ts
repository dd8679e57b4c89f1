import { expect, it } from 'vitest';
import { isReachable } from '../../../src-main/shell/reachable-bounds';

const display = { x: 0, y: 0, width: 1920, height: 1080 };

it.each([
  ['in the middle', { x: 100, y: 100, width: 800, height: 600 }, true],
  ['hanging out on the left with a grip left', { x: -700, y: 10, width: 800, height: 600 }, true],
  ['on a display that is gone', { x: 2500, y: 100, width: 800, height: 600 }, false],
  ['with its title bar above the screen', { x: 100, y: -300, width: 800, height: 600 }, false],
])('a window %s is reachable: %s', (_name, bounds, expected) => {
  expect(isReachable(bounds, [display])).toBe(expected);
});
