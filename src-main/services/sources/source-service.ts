import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  GeneratorUnknownError,
  SourceMissingError,
  SourceNameError,
  SourceNotFoundError,
} from '#contract/errors/source-errors';
import { familyDescriptor } from '#contract/families';
import { FAMILY_IDS, type FamilyId } from '#contract/ids';
import { generatorIdSchema, type CheckSourceOutput, type GenerateOutput, type GeneratorId } from '#contract/jobs';
import type { SourceLocation } from '#contract/run-config';
import type { Source } from '#contract/settings';
import type { SourceCheck } from '../../store/repositories/source-repository';
import type { JobService, SourceService } from '../workbench';
import { findSource, isBuiltIn, listSources, type FoundSource, type SourcePlaces } from './find-source';
import { sourceStamp } from './source-stamp';

const GENERATORS = generatorIdSchema.options;
const isGenerator = (kind: string): kind is GeneratorId => (GENERATORS as readonly string[]).includes(kind);

/**
 * Families read sources of their own kind; a source says nothing of it, so its name decides: that of a family's source, or
 * one that begins with it (`nfl-tracking-made-up`). Else the first family.
 */
const kindOf = (name: string): FamilyId =>
  FAMILY_IDS.find((family) => {
    const { source } = familyDescriptor(family);
    return name === source || name.startsWith(`${source}-`);
  }) ?? FAMILY_IDS[0]!;

export interface SourceServiceParts {
  readonly places: SourcePlaces;
  readonly jobs: Pick<JobService, 'run'>;
}

/** Data sources of a workspace: where they lie, and what checking them gave. */
export class WorkspaceSources implements SourceService {
  constructor(private readonly parts: SourceServiceParts) {}

  list(): readonly Source[] {
    return listSources(this.parts.places).map((found) => this.#describe(found));
  }

  async add(name: string, sourcePath: string): Promise<Source> {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || isBuiltInName(name)) throw new SourceNameError(name);
    const absolute = path.resolve(sourcePath);
    if (!existsSync(absolute)) throw new SourceMissingError(name, absolute);
    const found: FoundSource = { name, path: absolute, origin: 'workspace' };
    await this.#check(found);
    this.parts.places.registered.save({ name, kind: kindOf(name), path: this.#stored(absolute), addedAt: Date.now() });
    return this.#describe(found);
  }

  async check(name: string): Promise<CheckSourceOutput> {
    return (await this.#check(findSource(name, this.parts.places))).output;
  }

  async generate(kind: string, directory: string, seed: number): Promise<GenerateOutput> {
    if (!isGenerator(kind)) throw new GeneratorUnknownError(kind, GENERATORS);
    return this.parts.jobs.run(
      { kind: 'generate', generator: kind, directory: path.resolve(directory), seed },
      { name: `generate ${kind}` },
    );
  }

  /**
   * @param reference name of a source, or path of data with the same layout
   * @returns where it lies, with the fingerprint of its last check when the files are still those
   */
  locate(reference: string): SourceLocation {
    const found = isPath(reference)
      ? { name: path.basename(reference), path: path.resolve(reference) }
      : findSource(reference, this.parts.places);
    return { name: found.name, path: found.path, fingerprint: this.#knownCheck(found.path)?.output.fingerprint ?? '' };
  }

  /** @param reference as of {@link locate} @returns whether it leads to anything */
  has(reference: string): boolean {
    if (isPath(reference)) return existsSync(path.resolve(reference));
    try {
      findSource(reference, this.parts.places);
      return true;
    } catch (error) {
      if (error instanceof SourceNotFoundError || error instanceof SourceMissingError) return false;
      throw error;
    }
  }

  /** {@link locate}, after a check when the fingerprint is not known. */
  async locateChecked(reference: string): Promise<SourceLocation> {
    const location = this.locate(reference);
    // A game is checked anew: its rules may have changed with the program, and no file shows it.
    if (location.fingerprint !== '' && !isBuiltIn(location.path)) return location;
    const { output } = await this.#check({ ...location, origin: 'workspace' });
    return { ...location, fingerprint: output.fingerprint };
  }

  async #check({ name, path: sourcePath }: FoundSource): Promise<SourceCheck> {
    const stamp = stampOf(sourcePath);
    const output = await this.parts.jobs.run(
      { kind: 'check-source', sourceKind: kindOf(name), path: sourcePath, name },
      { name: `check ${name}` },
    );
    const check: SourceCheck = { path: sourcePath, stamp, output, checkedAt: Date.now() };
    this.parts.places.registered.saveCheck(check);
    return check;
  }

  #knownCheck(sourcePath: string): SourceCheck | null {
    return isThere(sourcePath) ? this.parts.places.registered.findCheck(sourcePath, stampOf(sourcePath)) : null;
  }

  // Data inside the workspace is stored by its relative path, so that the workspace can be moved as a whole.
  #stored(absolute: string): string {
    const relative = path.relative(this.parts.places.workspaceFolder, absolute);
    return relative.startsWith('..') || path.isAbsolute(relative) ? absolute : relative;
  }

  #describe({ name, path: sourcePath, origin }: FoundSource): Source {
    const check = this.#knownCheck(sourcePath);
    const facts = check?.output ?? { fingerprint: '', rows: 0, bytes: 0, warnings: [], facts: [], credits: [] };
    const missing = isThere(sourcePath) ? [] : [`Nothing is at ${sourcePath}.`];
    return {
      name,
      kind: kindOf(name),
      path: sourcePath,
      origin,
      ...facts,
      warnings: [...missing, ...facts.warnings],
      checkedAt: check?.checkedAt ?? null,
    };
  }
}

const isThere = (sourcePath: string): boolean => isBuiltIn(sourcePath) || existsSync(sourcePath);
const stampOf = (sourcePath: string): string => (isBuiltIn(sourcePath) ? sourcePath : sourceStamp(sourcePath));
const isBuiltInName = (name: string): boolean => familyDescriptor(kindOf(name)).playsGames === true;

/** A reference with a separator, or that exists as it is, is a path; a bare name is a source. */
const isPath = (reference: string): boolean =>
  reference.includes('/') || reference.includes('\\') || reference === '.' || reference === '..';
