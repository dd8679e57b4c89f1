import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ConfigFile } from '#contract/configs';
import { ConfigNotFoundError, ConfigPathError } from '#contract/errors/workspace-errors';
import { atomicWrite, toFileError } from '../atomic-write';

const CONFIGS = 'configs';
/** Trashed files wait here; names that begin with a dot are not listed. */
const TRASH = `${CONFIGS}/.trash`;
const FOLDER_KINDS: Readonly<Record<string, ConfigFile['kind']>> = {
  experiments: 'experiment',
  sweeps: 'sweep',
  stages: 'ladder',
};
const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);
const kindOf = (relative: string): ConfigFile['kind'] => FOLDER_KINDS[relative.split('/')[1] ?? ''] ?? 'other';

/** The YAML files of a workspace's `configs/`. Paths are relative to the workspace, with forward slashes. */
export class ConfigFiles {
  constructor(private readonly workspaceFolder: string) {}

  list(): readonly Omit<ConfigFile, 'hasDraft'>[] {
    return this.#listFolder(CONFIGS).map((relative) => ({
      path: relative,
      kind: kindOf(relative),
      modifiedAt: Math.floor(statSync(this.absolute(relative)).mtimeMs),
    }));
  }

  /** @throws ConfigPathError for a path outside `configs/` or of another type */
  absolute(relative: string): string {
    const normal = path.posix.normalize(relative.replaceAll('\\', '/'));
    if (!normal.startsWith(`${CONFIGS}/`) || !isYaml(normal)) throw new ConfigPathError(relative);
    return path.join(this.workspaceFolder, normal);
  }

  /** @throws ConfigPathError, ConfigNotFoundError */
  read(relative: string): string {
    const file = this.absolute(relative);
    if (!existsSync(file))
      throw new ConfigNotFoundError(
        relative,
        this.list().map((entry) => entry.path),
      );
    return readFileSync(file, 'utf8');
  }

  write(relative: string, text: string): void {
    atomicWrite(this.absolute(relative), text);
  }

  /** @returns a path under `configs/experiments` that is not taken: `my-name.yaml`, `my-name-2.yaml`, ... */
  freePath(name: string): string {
    const slug =
      name
        .toLowerCase()
        .normalize('NFKD')
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'experiment';
    for (let number = 1; ; number += 1) {
      const relative = `${CONFIGS}/experiments/${slug}${number === 1 ? '' : `-${number}`}.yaml`;
      if (!existsSync(this.absolute(relative))) return relative;
    }
  }

  /** Moves a file to the trash. @returns where it lies there */
  moveToTrash(relative: string, token: string): string {
    this.read(relative);
    const stored = `${TRASH}/${token}-${path.basename(relative)}`;
    this.#move(this.absolute(relative), path.join(this.workspaceFolder, stored));
    return stored;
  }

  /** @returns false when the file has left the trash by other means */
  moveFromTrash(stored: string, relative: string): boolean {
    const from = path.join(this.workspaceFolder, stored);
    if (!existsSync(from)) return false;
    this.#move(from, this.absolute(relative));
    return true;
  }

  exists(relative: string): boolean {
    return existsSync(this.absolute(relative));
  }

  #move(from: string, to: string): void {
    try {
      mkdirSync(path.dirname(to), { recursive: true });
      renameSync(from, to);
    } catch (error) {
      throw toFileError(to, error);
    }
  }

  #listFolder(relative: string): readonly string[] {
    const folder = path.join(this.workspaceFolder, relative);
    if (!existsSync(folder)) return [];
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
    return entries.flatMap((entry) => {
      const child = `${relative}/${entry.name}`;
      if (entry.isDirectory()) return this.#listFolder(child);
      return entry.isFile() && isYaml(entry.name) ? [child] : [];
    });
  }
}
