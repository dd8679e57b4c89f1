import { existsSync } from 'node:fs';
import path from 'node:path';

/** The command that runs npm: the one that started us, else the one beside this Node, else the one on the PATH. */
export function npmCommand() {
  const beside = process.platform === 'win32' ? 'node_modules/npm' : '../lib/node_modules/npm';
  const candidates = [process.env.npm_execpath, path.resolve(path.dirname(process.execPath), beside, 'bin/npm-cli.js')];
  const cli = candidates.find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  return cli ? [process.execPath, cli] : ['npm'];
}
