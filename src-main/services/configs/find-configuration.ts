import { existsSync } from 'node:fs';
import path from 'node:path';
import { yamlName, type ConfigKind, type ReadyMade } from './ready-made';

/**
 * In the workspace first, by path or by name, then from the current folder, then by the name of a ready-made one: who edits the
 * workspace's copy of a ready-made configuration means that one, also where a ladder or a sweep names it.
 *
 * @param name path in the workspace, absolute or from the current folder, or the name of a configuration of the workspace or of the app
 * @returns the file; null when there is none
 */
export function findConfiguration(
  workspaceFolder: string,
  readyMade: ReadyMade,
  name: string,
  kind: ConfigKind,
): string | null {
  const own = path.join(workspaceFolder, 'configs', kind, yamlName(name));
  const candidates = [path.resolve(workspaceFolder, name), own, path.resolve(name), readyMade.find(name, kind)];
  return candidates.find((candidate) => candidate !== null && existsSync(candidate)) ?? null;
}
