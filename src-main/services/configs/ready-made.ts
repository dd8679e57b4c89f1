import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { FamilyId } from '#contract/ids';

const KINDS = ['experiments', 'sweeps', 'stages'] as const;
/** Folders of `config/` here and of `configs/` in a workspace. */
export type ConfigKind = (typeof KINDS)[number];

/** @returns a file name with its ending, where it was left out */
export const yamlName = (name: string): string => `${name.replace(/\.ya?ml$/, '')}.yaml`;

/** The configurations that ship with the app, in its `config/` folder. */
export class ReadyMade {
  readonly #folder: string;

  /** @param resourcesRoot folder of the app */
  constructor(resourcesRoot: string) {
    this.#folder = path.join(resourcesRoot, 'config');
  }

  /** @returns file of a configuration by name, with or without `.yaml`; null when there is none */
  find(name: string, kind: ConfigKind): string | null {
    const file = path.join(this.#folder, kind, yamlName(path.basename(name)));
    return existsSync(file) ? file : null;
  }

  /** Files of the ladders. */
  ladders(): readonly string[] {
    return listYaml(path.join(this.#folder, 'stages')).map((name) => path.join(this.#folder, 'stages', name));
  }

  /** @returns the family's experiment; null when the app ships none */
  ofFamily(family: FamilyId): string | null {
    return this.find(family, 'experiments');
  }

  /** Copies every configuration into a new workspace; files that are there stay as they are. */
  copyTo(configsFolder: string): void {
    for (const kind of KINDS) {
      const target = path.join(configsFolder, kind);
      mkdirSync(target, { recursive: true });
      for (const name of listYaml(path.join(this.#folder, kind))) {
        if (!existsSync(path.join(target, name)))
          copyFileSync(path.join(this.#folder, kind, name), path.join(target, name));
      }
    }
  }

  /** Names of the configurations of a kind, for messages. */
  names(kind: 'experiments' | 'sweeps' = 'experiments'): readonly string[] {
    return listYaml(path.join(this.#folder, kind));
  }
}

const listYaml = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
