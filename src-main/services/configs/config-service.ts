import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { jsonSchemaOf } from '#contract/config/json-schema';
import type { SchemaKind } from '#contract/configs';
import { ConfigNotFoundError, TrashEntryNotFoundError } from '#contract/errors/workspace-errors';
import type { FamilyId } from '#contract/ids';
import type { InspectOutput } from '#contract/jobs';
import type { Store } from '../../store/store';
import type { ConfigService, Override, ResolvedConfig, Topics } from '../workbench';
import { ConfigFiles } from './config-files';
import { checkLadder } from '../stages/check-ladder';
import { ladderText } from '../stages/ladder-text';
import { findConfiguration } from './find-configuration';
import { yamlName, type ReadyMade } from './ready-made';
import { checkConfig, resolveConfig } from './resolve-config';
import { checkSweep, resolveSweep, type ResolvedSweep } from './resolve-sweep';
import { readStartsFrom } from './starts-from';
import { sourceOf } from './source-of';

export interface ConfigServiceParts {
  readonly workspaceFolder: string;
  readonly store: Store;
  readonly readyMade: ReadyMade;
  readonly topics: Topics;
  /** @returns whether a data source is found by the name or path that experiments give it */
  readonly hasSource: (reference: string) => boolean;
  /** Measures a step of a configuration in a worker. */
  readonly measure: (config: ResolvedConfig) => Promise<InspectOutput>;
}

/** A configuration file that was found, and its place in the workspace. */
interface FoundConfig {
  readonly text: string;
  readonly shownAs: string;
  readonly configPath: string | null;
  readonly absolute: string;
}

const isSweep = (relative: string): boolean => relative.replaceAll('\\', '/').startsWith('configs/sweeps/');

/** Experiments of a workspace: files, drafts, checks, trash. */
export class WorkspaceConfigs implements ConfigService {
  readonly #files: ConfigFiles;

  constructor(private readonly parts: ConfigServiceParts) {
    this.#files = new ConfigFiles(parts.workspaceFolder);
  }

  list() {
    const drafts = new Set(this.parts.store.drafts.paths());
    return this.#files.list().map((file) => ({ ...file, hasDraft: drafts.has(file.path) }));
  }

  missingData() {
    return this.#files.list().flatMap(({ path: file, kind }) => {
      const source = kind === 'experiment' ? sourceOf(this.#files.read(file)) : null;
      return source === null || this.parts.hasSource(source) ? [] : [{ path: file, source }];
    });
  }

  read(relative: string) {
    const draft = this.parts.store.drafts.find(relative);
    const text = this.#files.read(relative);
    return {
      path: relative,
      text,
      draft: draft && { text: draft.text, line: draft.line, column: draft.column, savedAt: draft.savedAt },
    };
  }

  write(relative: string, text: string): void {
    this.#files.write(relative, text);
    this.parts.store.drafts.remove(relative);
    this.#changed(relative);
  }

  create({
    name,
    family,
    copyOf,
  }: {
    readonly name: string;
    readonly family: FamilyId;
    readonly copyOf: string | null;
  }): string {
    const document = parseDocument(copyOf === null ? this.#template(family) : this.#files.read(copyOf));
    document.set('name', name);
    const relative = this.#files.freePath(name);
    this.#files.write(relative, document.toString());
    this.#changed(relative);
    return relative;
  }

  trash(relative: string) {
    const undoToken = randomBytes(8).toString('hex');
    const storedPath = this.#files.moveToTrash(relative, undoToken);
    this.parts.store.trash.save({ token: undoToken, originalPath: relative, storedPath, trashedAt: Date.now() });
    this.#changed(relative);
    return { undoToken };
  }

  restore(undoToken: string) {
    const entry = this.parts.store.trash.find(undoToken);
    if (!entry) throw new TrashEntryNotFoundError(undoToken, 'it is not in the trash');
    const isTaken = this.#files.exists(entry.originalPath);
    const target = isTaken
      ? this.#files.freePath(path.basename(entry.originalPath, path.extname(entry.originalPath)))
      : entry.originalPath;
    if (!this.#files.moveFromTrash(entry.storedPath, target))
      throw new TrashEntryNotFoundError(undoToken, `${entry.storedPath} has gone`);
    this.parts.store.trash.remove(undoToken);
    this.#changed(target);
    return { path: target };
  }

  saveDraft(draft: {
    readonly path: string;
    readonly text: string;
    readonly line: number;
    readonly column: number;
  }): void {
    this.#files.absolute(draft.path);
    const { path: file, text, line, column } = draft;
    this.parts.store.drafts.save({ path: file, text, line, column, savedAt: Date.now() });
  }

  discardDraft(relative: string): void {
    this.parts.store.drafts.remove(relative);
  }

  check(relative: string, text: string) {
    if (isSweep(relative)) return checkSweep(relative, text, (experiment) => this.#baseOf(relative, experiment));
    if (relative.startsWith('configs/stages/'))
      return checkLadder(relative, text, {
        resolve: (file, overrides) => this.resolve(file, overrides),
        resolveSweep: (file, overrides) => this.resolveSweep(file, overrides),
        ladderText: (name) =>
          ladderText(findConfiguration(this.parts.workspaceFolder, this.parts.readyMade, name, 'stages')),
      });
    return checkConfig(relative, text);
  }

  schema(kind: SchemaKind) {
    return jsonSchemaOf(kind);
  }

  resolveSweep(file: string, overrides: readonly Override[] = []): ResolvedSweep {
    const { text, shownAs, configPath, absolute } = this.#find(file, 'sweeps');
    return { ...resolveSweep(shownAs, text, overrides, (name) => this.#baseOf(absolute, name)), configPath };
  }

  resolve(file: string, overrides: readonly Override[] = []): ResolvedConfig {
    const { text, shownAs, configPath } = this.#find(file);
    return { config: resolveConfig(shownAs, text, overrides), configPath, startsFrom: readStartsFrom(shownAs, text) };
  }

  textOf(file: string): string {
    return this.#find(file).text;
  }

  async preflight(relative: string, text: string): Promise<InspectOutput> {
    return this.parts.measure({
      config: resolveConfig(relative, text),
      configPath: relative,
      startsFrom: readStartsFrom(relative, text),
    });
  }

  /** Writes a new experiment under a free name. @returns its path */
  createFromText(name: string, text: string): string {
    const relative = this.#files.freePath(name);
    this.#files.write(relative, text);
    this.#changed(relative);
    return relative;
  }

  #template(family: FamilyId): string {
    const file = this.parts.readyMade.ofFamily(family);
    if (file === null) throw new ConfigNotFoundError(`config/experiments/${family}.yaml`, this.parts.readyMade.names());
    return readFileSync(file, 'utf8');
  }

  #find(file: string, kind: 'experiments' | 'sweeps' = 'experiments'): FoundConfig {
    const { workspaceFolder, readyMade } = this.parts;
    const found = findConfiguration(workspaceFolder, readyMade, file, kind);
    if (!found) {
      const ofKind = this.list().filter((entry) => entry.path.startsWith(`configs/${kind}/`));
      throw new ConfigNotFoundError(file, [...ofKind.map((entry) => entry.path), ...readyMade.names(kind)]);
    }
    const relative = path.relative(workspaceFolder, found).replaceAll('\\', '/');
    return {
      text: readFileSync(found, 'utf8'),
      shownAs: file,
      configPath: relative.startsWith('configs/') ? relative : null,
      absolute: found,
    };
  }

  // A sweep names its experiment by file name: the one in the folder `experiments` beside its own comes first.
  #baseOf(sweepFile: string, experiment: string): ResolvedConfig {
    const folder = path.resolve(this.parts.workspaceFolder, path.dirname(sweepFile), '..', 'experiments');
    const beside = path.join(folder, yamlName(experiment));
    return this.resolve(existsSync(beside) ? beside : experiment);
  }

  #changed(relative: string): void {
    this.parts.topics.publish('configs:changed', { paths: [relative] });
  }
}
