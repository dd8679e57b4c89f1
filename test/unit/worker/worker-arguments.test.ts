import { expect, it } from 'vitest';
import { parseWorkerArguments } from '../../../src-main/worker/worker-arguments';

const run = (folder: string, attempt: string) => ['--run', folder, '--attempt', attempt, '--token', `t-${folder}`];

it('reads the attempts of one or several runs in order', () => {
  expect(parseWorkerArguments(run('a', '2'))).toEqual({
    kind: 'runs',
    attempts: [{ runFolder: 'a', attempt: 2, token: 't-a' }],
  });
  expect(parseWorkerArguments([...run('a', '1'), ...run('b', '3')])).toEqual({
    kind: 'runs',
    attempts: [
      { runFolder: 'a', attempt: 1, token: 't-a' },
      { runFolder: 'b', attempt: 3, token: 't-b' },
    ],
  });
});

it.each([[[]], [['--run', 'a']], [[...run('a', '1'), '--run', 'b']], [run('a', 'first')]])('refuses %j', (args) => {
  expect(() => parseWorkerArguments(args)).toThrow(expect.objectContaining({ code: 'E-RUN-WORKER-ARGUMENTS' }));
});
