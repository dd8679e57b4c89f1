import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { workspaceOf } from './command-line';
import { launchEnvironment, makeHome, removeHome } from './launch-app';

it('a command whose reader has gone ends with its own exit code and no word about it', async () => {
  const home = makeHome();
  try {
    const child = spawn(process.execPath, ['out/main/cli.js', 'doctor', '--workspace', workspaceOf(home)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: launchEnvironment(home),
    });
    // What `| head -0` does: nobody reads any more when the first line comes.
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(said).not.toContain('EPIPE');
    expect(code).toBe(0);
  } finally {
    removeHome(home);
  }
});
