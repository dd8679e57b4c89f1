import { readFileSync } from 'node:fs';
import { inProject } from './project-root.mjs';

/**
 * The command that runs a tool of node_modules with this Node. It goes round `node_modules/.bin`, whose entries are shell scripts
 * on Windows.
 */
export function localTool(packageName, toolName = packageName) {
  const { bin } = JSON.parse(readFileSync(inProject('node_modules', packageName, 'package.json'), 'utf8'));
  const entry = typeof bin === 'string' ? bin : bin[toolName];
  return [process.execPath, inProject('node_modules', packageName, entry)];
}
