import { expect, it } from 'vitest';
import { isSourceName, sourceName } from '../../../../../src-renderer/features/settings/source-name';

it('makes a name that experiments accept from a folder of either kind of path', () => {
  expect(sourceName('/home/ana/NBA box_scores/')).toBe('nba-box-scores');
  expect(sourceName('C:\\Data\\(2024)')).toBe('2024');
  expect(isSourceName(sourceName('/home/ana/NBA box_scores/'))).toBe(true);
});

it('refuses capitals, spaces and a leading hyphen', () => {
  expect(['NBA', 'nba scores', '-nba', ''].map(isSourceName)).toEqual([false, false, false, false]);
});
