import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReadyMade } from '../configs/ready-made';

/**
 * @param name path in the workspace, absolute or from the current folder, or the name of a ladder of the workspace or of the app
 * @returns the file; null when there is none
 */
export function findLadder(workspaceFolder: string, readyMade: ReadyMade, name: string): string | null {
  const own = path.join(workspaceFolder, 'configs/stages', `${name.replace(/\.ya?ml$/, '')}.yaml`);
  const candidates = [path.resolve(workspaceFolder, name), own, path.resolve(name), readyMade.findLadder(name)];
  return candidates.find((candidate) => candidate !== null && existsSync(candidate)) ?? null;
}

/** @returns what stands in a ladder file that was found */
export const ladderText = (file: string | null): string | null => (file === null ? null : readFileSync(file, 'utf8'));
