import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ladder } from '#contract/config/ladder';
import { LadderFamilyError, LadderNotFoundError } from '#contract/errors/ladder-errors';
import { WorkbenchError } from '#contract/errors/workbench-error';
import { FAMILY_IDS } from '#contract/ids';
import type { LadderFile } from '#contract/stages';
import type { ReadyMade } from '../configs/ready-made';
import { YamlSource } from '../configs/yaml-source';
import type { ConfigService } from '../workbench';
import { isFamilyHere, readLadder } from './check-ladder';
import { findConfiguration } from '../configs/find-configuration';
import { ladderText } from './ladder-text';

export interface LadderFilesParts {
  readonly workspaceFolder: string;
  readonly readyMade: ReadyMade;
  readonly configs: Pick<ConfigService, 'list' | 'resolve'>;
  /** Reads a sweep file, with keys of it set. */
  readonly resolveSweep: (file: string, overrides: readonly string[]) => unknown;
}

/** Ladder files of a workspace and of the app. */
export class LadderFiles {
  constructor(private readonly parts: LadderFilesParts) {}

  /** Those of the workspace, then ready-made ones that it has no copy of. */
  list(): readonly LadderFile[] {
    const { configs, readyMade } = this.parts;
    const own = configs.list().flatMap(({ kind, path: file }) => (kind === 'ladder' ? [file] : []));
    const names = new Set(own.map((file) => path.basename(file)));
    const others = readyMade.ladders().filter((file) => !names.has(path.basename(file)));
    return [...own, ...others].map((file) => this.#describe(file));
  }

  /**
   * @param file path in the workspace, absolute, from the current folder, or the name of a ready-made one
   * @throws LadderNotFoundError, LadderFamilyError, and the first thing that is wrong with its text
   */
  read(file: string): Ladder {
    const ladder = this.#parse(file);
    if (!isFamilyHere(ladder)) throw new LadderFamilyError(file, ladder.family, FAMILY_IDS);
    return ladder;
  }

  #parse(file: string): Ladder {
    const found = this.#find(file);
    if (found === null)
      throw new LadderNotFoundError(
        file,
        this.list().map((entry) => entry.path),
      );
    const { configs, resolveSweep } = this.parts;
    const read = readLadder(file, new YamlSource(readFileSync(found, 'utf8')), {
      resolve: (name, overrides) => configs.resolve(name, overrides),
      resolveSweep,
      ladderText: (name) => ladderText(this.#find(name)),
    });
    if ('ladder' in read) return read.ladder;
    throw read.findings[0]!.error;
  }

  #find(file: string): string | null {
    return findConfiguration(this.parts.workspaceFolder, this.parts.readyMade, file, 'stages');
  }

  #describe(file: string): LadderFile {
    try {
      const ladder = this.#parse(file);
      const problem = isFamilyHere(ladder) ? null : new LadderFamilyError(file, ladder.family, FAMILY_IDS).message;
      return { path: file, name: ladder.name, family: ladder.family, problem };
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      return { path: file, name: path.basename(file), family: '', problem: error.message };
    }
  }
}
