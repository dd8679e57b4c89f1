import { expect, it } from 'vitest';
import { workspaceArgument } from '../../../src-main/shell/workspace-argument';

it.each([
  [['electron', '.', '--workspace', 'study'], '/home/me/study'],
  [['electron', '.', '--workspace=/data/study'], '/data/study'],
  [['electron', '.'], null],
  [['electron', '.', '--workspace'], null],
])('%j names %s', (argv, expected) => {
  expect(workspaceArgument(argv, '/home/me')).toBe(expected);
});
