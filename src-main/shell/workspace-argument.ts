import path from 'node:path';

/**
 * The workspace that a start names with `--workspace DIR` or `--workspace=DIR`.
 * @returns its absolute path, or null when none was named
 */
export function workspaceArgument(argv: readonly string[], currentFolder = process.cwd()): string | null {
  const index = argv.findIndex((argument) => argument === '--workspace' || argument.startsWith('--workspace='));
  if (index < 0) return null;
  const argument = argv[index]!;
  const value = argument.includes('=') ? argument.slice(argument.indexOf('=') + 1) : argv[index + 1];
  return value ? path.resolve(currentFolder, value) : null;
}
