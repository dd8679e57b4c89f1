import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Diagnostic } from '#contract/diagnostics';
import { WorkbenchError } from '#contract/errors/workbench-error';
import type { HostTensors } from '../backend/host-tensor';
import type { CheckpointContent, LoadedCheckpoint } from '../checkpoints/checkpoint';
import type { FileStore } from '../checkpoints/file-store';
import { loadCheckpoint } from '../checkpoints/load-checkpoint';
import { TEMPORARY_PREFIX, writeCheckpoint } from '../checkpoints/write-checkpoint';
import type { RunReporter } from './run-reporter';
import { checkpointFailedDiagnostic } from './trainer-diagnostics';

/** Role to folder name. */
export type RoleFolders = Readonly<Record<string, string>>;

/** A checkpoint that the disk refused; kept in memory because a role points at it. */
interface PendingCheckpoint {
  readonly name: string;
  readonly content: CheckpointContent;
}

/** Steps a folder name begins with; NaN for names that are not ours. */
const stepOf = (name: string): number => Number.parseInt(name, 10);

/**
 * The checkpoints of a run. Roles (`last`, `best-loss`, `best-<metric>`) point at folders; a folder that no role points at is
 * removed. A write that fails is a diagnostic, not the end: what was there stays, and the best weights are tried again.
 */
export class CheckpointKeeper {
  private folders: RoleFolders = {};
  private pending: PendingCheckpoint[] = [];

  /** @param parent the run's `checkpoints` folder */
  constructor(
    private readonly store: FileStore,
    private readonly parent: string,
    private readonly reporter: RunReporter,
    private readonly onDiagnostic: (diagnostic: Diagnostic) => void,
  ) {}

  get roles(): RoleFolders {
    return this.folders;
  }

  /**
   * Goes on from a checkpoint of this run: takes over its roles, sweeps what a crash left behind, and says the checkpoint
   * again, because the crash may have come before its event was written.
   * @returns roles whose folder is gone
   */
  async adopt({ state, folder, manifest }: LoadedCheckpoint): Promise<readonly string[]> {
    const entries = (await this.store.list(this.parent)).map((entry) => entry.name);
    const present = Object.entries(state.roles).filter(([, name]) => entries.includes(name));
    this.folders = { ...Object.fromEntries(present), last: path.basename(folder) };
    const held = new Set(Object.values(this.folders));
    const isRubbish = (name: string) =>
      name.startsWith(TEMPORARY_PREFIX) || (stepOf(name) <= state.step && !held.has(name));
    for (const name of entries.filter(isRubbish)) await this.remove(name);
    this.reporter.report({
      kind: 'checkpoint',
      folder: path.basename(folder),
      step: state.step,
      epoch: state.epoch,
      roles: Object.keys(this.folders).filter((role) => this.folders[role] === path.basename(folder)),
      bytes: Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0),
      metrics: manifest.metrics,
    });
    return Object.keys(state.roles).filter((role) => !(role in this.folders));
  }

  /** Removes folders of interrupted writes; for a run that starts from nothing. */
  async sweep(): Promise<void> {
    const entries = await this.store.list(this.parent);
    for (const { name } of entries.filter((entry) => entry.name.startsWith(TEMPORARY_PREFIX))) await this.remove(name);
  }

  /**
   * Writes one checkpoint that takes over `roles`.
   * @param makeContent gets the role table as it will be
   */
  async save(
    roles: readonly string[],
    makeContent: (folders: RoleFolders) => CheckpointContent,
    step: number,
  ): Promise<void> {
    await this.retryPending(roles);
    const name = `${step}-${randomBytes(4).toString('hex')}`;
    const folders = { ...this.folders, ...Object.fromEntries(roles.map((role) => [role, name])) };
    const content = makeContent(folders);
    if (await this.write(name, content)) await this.point(roles, name);
    else this.pending.push({ name, content: { ...content, roles: roles.filter((role) => role !== 'last') } });
  }

  /** @returns the weights a role points at; null when no checkpoint ever held it */
  async weightsOf(role: string): Promise<HostTensors | null> {
    const waiting = this.pending.find(({ content }) => content.roles.includes(role));
    if (waiting) return waiting.content.weights;
    const name = this.folders[role];
    return name === undefined ? null : (await loadCheckpoint(this.store, path.join(this.parent, name))).weights;
  }

  /** Best weights that could not be written get another chance, unless the next save replaces them. */
  private async retryPending(replaced: readonly string[]): Promise<void> {
    const waiting = this.pending.map((entry) => ({
      ...entry,
      content: { ...entry.content, roles: entry.content.roles.filter((role) => !replaced.includes(role)) },
    }));
    this.pending = [];
    for (const entry of waiting.filter(({ content }) => content.roles.length > 0)) {
      if (await this.write(entry.name, entry.content)) await this.point(entry.content.roles, entry.name);
      else this.pending.push(entry);
    }
  }

  /** Moves roles to a folder and removes the folders that lost their last role. */
  private async point(roles: readonly string[], name: string): Promise<void> {
    const before = new Set(Object.values(this.folders));
    this.folders = { ...this.folders, ...Object.fromEntries(roles.map((role) => [role, name])) };
    const held = new Set(Object.values(this.folders));
    for (const folder of before) if (!held.has(folder)) await this.remove(folder);
  }

  private async write(name: string, content: CheckpointContent): Promise<boolean> {
    const { step, epoch } = content.state;
    this.reporter.flush();
    try {
      const bytes = await writeCheckpoint(this.store, this.parent, name, content);
      this.reporter.report({
        kind: 'checkpoint',
        folder: name,
        step,
        epoch,
        roles: [...content.roles],
        bytes,
        metrics: content.metrics,
      });
      this.reporter.flush();
      return true;
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      this.onDiagnostic(checkpointFailedDiagnostic(error, this.folders['last'] ?? null, { epoch, step }));
      return false;
    }
  }

  /** Says it first: after a crash in between, the next start removes the folder again. */
  private async remove(name: string): Promise<void> {
    if (!name.startsWith(TEMPORARY_PREFIX)) {
      this.reporter.report({ kind: 'checkpoint-removed', folder: name });
      this.reporter.flush();
    }
    await this.store.remove(path.join(this.parent, name));
  }
}
