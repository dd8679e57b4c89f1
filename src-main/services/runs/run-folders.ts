import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ENDED_FILE } from '#contract/checkpoint-files';
import { runIdSchema } from '#contract/ids';
import { runConfigSchema, type RunConfig } from '#contract/run-config';
import { runResultSchema, type RunResult } from '#contract/runs';
import { isLocalProcessAlive, isWorkerAlive, readClaim } from '../../executors/process-liveness';
import { atomicWrite } from '../atomic-write';

/** Paths and files of run folders: the contract between workers and the workbench (docs/decisions/0004-one-writer.md). */
export class RunFolders {
  readonly #runs: string;

  constructor(workspaceFolder: string) {
    this.#runs = path.join(workspaceFolder, 'runs');
  }

  folder(runId: string): string {
    return path.join(this.#runs, runId);
  }

  eventsFile(runId: string, attempt: number): string {
    return path.join(this.#attempt(runId, attempt), 'events.jsonl');
  }

  /** Where a worker's own output goes, for the message when it dies. */
  outputFile(runId: string, attempt: number): string {
    return path.join(this.#attempt(runId, attempt), 'output.log');
  }

  checkpoint(runId: string, folder: string): string {
    return path.join(this.folder(runId), 'checkpoints', folder);
  }

  /** Makes the folder of a run and its immutable `config.json`; a file that is there stays. */
  create(config: RunConfig): void {
    const file = path.join(this.folder(config.runId), 'config.json');
    if (!existsSync(file)) atomicWrite(file, `${JSON.stringify(config, null, 2)}\n`);
  }

  /** @returns the last attempt that has a folder; 0 without one */
  lastAttempt(runId: string): number {
    const folder = path.join(this.folder(runId), 'attempts');
    if (!existsSync(folder)) return 0;
    return Math.max(
      0,
      ...readdirSync(folder)
        .filter((name) => /^\d+$/.test(name))
        .map(Number),
    );
  }

  /** @returns `result.json`; null while there is none */
  result(runId: string): RunResult | null {
    const file = path.join(this.folder(runId), 'result.json');
    return existsSync(file) ? runResultSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  }

  /** Whether the worker has said that it is done with an attempt: it may go on with other seeds. */
  hasEnded(runId: string, attempt: number): boolean {
    return existsSync(path.join(this.#attempt(runId, attempt), ENDED_FILE));
  }

  /**
   * Whether the worker of an attempt still works on it.
   * @param startedPid process that was started for it: counts until there is a claim, which takes a worker a moment to write
   */
  isAlive(runId: string, attempt: number, startedPid: number | null): boolean {
    if (this.hasEnded(runId, attempt)) return false;
    const folder = this.#attempt(runId, attempt);
    const claim = readClaim(path.join(folder, 'claim.json'));
    if (claim) return isWorkerAlive(claim, path.join(folder, 'heartbeat'), Date.now());
    return startedPid !== null && startedPid > 0 && isLocalProcessAlive({ pid: startedPid, startTime: null });
  }

  /** Asks a worker to stop that takes no message from here: it looks for this file four times a second. */
  requestCancel(runId: string): void {
    writeFileSync(path.join(this.folder(runId), 'cancel'), '');
  }

  clearCancel(runId: string): void {
    rmSync(path.join(this.folder(runId), 'cancel'), { force: true });
  }

  /** @returns ids of run folders that hold a configuration */
  list(): readonly string[] {
    if (!existsSync(this.#runs)) return [];
    return readdirSync(this.#runs).filter(
      (name) => runIdSchema.safeParse(name).success && existsSync(path.join(this.#runs, name, 'config.json')),
    );
  }

  config(runId: string): RunConfig {
    return runConfigSchema.parse(JSON.parse(readFileSync(path.join(this.folder(runId), 'config.json'), 'utf8')));
  }

  prepare(): void {
    mkdirSync(this.#runs, { recursive: true });
  }

  #attempt(runId: string, attempt: number): string {
    return path.join(this.folder(runId), 'attempts', String(attempt));
  }
}
