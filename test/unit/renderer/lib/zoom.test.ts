import { expect, it } from 'vitest';
import { nextZoom } from '../../../../src-renderer/lib/zoom';

it('goes to the neighbouring step, also from a value between two', () => {
  expect(nextZoom(1, 1)).toBe(1.1);
  expect(nextZoom(1.2, 1)).toBe(1.25);
  expect(nextZoom(1.2, -1)).toBe(1.1);
});

it('stays at the ends', () => {
  expect(nextZoom(2, 1)).toBe(2);
  expect(nextZoom(0.8, -1)).toBe(0.8);
});
