import { expect, it } from 'vitest';
import { fitPanes } from '../../../../src-renderer/app/fit-panes';

it('keeps both panes while main has its 640', () => {
  // 76 + 220 + 640 + 308 = 1244.
  expect(fitPanes({ windowWidth: 1244, sideList: true, inspector: 'normal' })).toEqual({
    sideList: true,
    inspector: true,
  });
});

it('folds the side list first', () => {
  expect(fitPanes({ windowWidth: 1243, sideList: true, inspector: 'normal' })).toEqual({
    sideList: false,
    inspector: true,
  });
});

it('folds the inspector when it alone is too wide, and keeps the side list that fits', () => {
  // 76 + 640 + 452 = 1168 for the wide inspector; 76 + 220 + 640 = 936 for the side list.
  expect(fitPanes({ windowWidth: 1167, sideList: true, inspector: 'wide' })).toEqual({
    sideList: true,
    inspector: false,
  });
  expect(fitPanes({ windowWidth: 935, sideList: true, inspector: null })).toEqual({
    sideList: false,
    inspector: false,
  });
});

it('shows no pane that nobody wants', () => {
  expect(fitPanes({ windowWidth: 2000, sideList: false, inspector: null })).toEqual({
    sideList: false,
    inspector: false,
  });
});
