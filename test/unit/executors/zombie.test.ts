import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isLocalProcessAlive } from '../../../src-main/executors/process-liveness';

it.runIf(process.platform === 'linux')(
  'takes a process that has ended for gone, although its parent has not looked',
  async () => {
    // The shell becomes `sleep`, which never waits for the child it inherits: that child stays a zombie.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [text] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(text.toString());
      expect(isLocalProcessAlive({ pid, startTime: null })).toBe(true);
      await expect.poll(() => isLocalProcessAlive({ pid, startTime: null })).toBe(false);
      expect(() => process.kill(pid, 0)).not.toThrow();
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
