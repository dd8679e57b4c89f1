import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { NoWorkspaceError } from '#contract/errors/workspace-errors';
import { nodeWorkerLauncher } from '../executors/node-worker-launcher';
import type { WorkerLauncher } from '../executors/worker-launcher';
import { AppState } from './app-state';
import { ReadyMade } from './configs/ready-made';
import { examine } from './doctor';
import { createSettingsService } from './settings-service';
import { TopicHub } from './topic-hub';
import type { Workbench, WorkspaceSession } from './workbench';
import { openSession, type OpenSession } from './workspace/open-session';

/** What a door tells the workbench about the place it runs in. */
export interface WorkbenchOptions {
  readonly appVersion: string;
  /** Folder of this user for settings, recents and the sample workspace; made when missing. */
  readonly userFolder: string;
  /** Folder that holds the app's `config/` and `resources/`. */
  readonly resourcesRoot: string;
  /** The built worker script (plain Node child), or a function that starts one (Electron utility process). */
  readonly worker: { readonly script: string } | { readonly launch: WorkerLauncher };
  /** Window: true, queued runs of a process that is gone are started here. CLI: false, they become `interrupted`. */
  readonly continuesQueue: boolean;
  /** Overrides `settings.concurrentRuns`. */
  readonly concurrentRuns?: number;
  /** Default: `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** @returns the workbench of this process, with no workspace open */
export function createWorkbench(options: WorkbenchOptions): Workbench {
  return new ProcessWorkbench(options);
}

class ProcessWorkbench implements Workbench {
  readonly topics = new TopicHub();
  readonly settings;
  readonly #state: AppState;
  readonly #readyMade: ReadyMade;
  readonly #launch: WorkerLauncher;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  #open: OpenSession | null = null;

  constructor(private readonly options: WorkbenchOptions) {
    this.#state = new AppState(options.userFolder);
    this.settings = createSettingsService(this.#state, this.topics);
    this.#readyMade = new ReadyMade(options.resourcesRoot);
    this.#launch = 'launch' in options.worker ? options.worker.launch : nodeWorkerLauncher(options.worker.script);
    this.#environment = options.environment ?? process.env;
    this.topics.subscribe('settings:changed', () => this.#open?.placesChanged());
  }

  get workspace(): WorkspaceSession | null {
    return this.#open?.session ?? null;
  }

  requireWorkspace(): WorkspaceSession {
    if (!this.#open) throw new NoWorkspaceError();
    return this.#open.session;
  }

  async openWorkspace(folder: string): Promise<WorkspaceSession> {
    const absolute = path.resolve(folder);
    if (this.#open?.session.path === absolute) return this.#open.session;
    // The new one is opened first: when that fails, the old one stays open.
    const opened = await openSession({
      folder: absolute,
      isSample: absolute === this.#sampleFolder,
      appVersion: this.options.appVersion,
      resourcesRoot: this.options.resourcesRoot,
      readyMade: this.#readyMade,
      topics: this.topics,
      launch: this.#launch,
      continuesQueue: this.options.continuesQueue,
      concurrentRuns: () => this.options.concurrentRuns ?? this.#state.settings.concurrentRuns,
      environmentFolder: this.#environment['ASSAY_DATA'],
    });
    await this.#open?.close();
    this.#open = opened;
    this.#state.remember(opened.session.info());
    this.topics.publish('workspace:changed', { workspace: opened.session.info() });
    return opened.session;
  }

  async openSampleWorkspace(): Promise<WorkspaceSession> {
    mkdirSync(this.#sampleFolder, { recursive: true });
    return this.openWorkspace(this.#sampleFolder);
  }

  recentWorkspaces() {
    return this.#state.recents;
  }

  async doctor() {
    return examine({
      appVersion: this.options.appVersion,
      userFolder: this.options.userFolder,
      workspaceFolder: this.workspace?.path ?? null,
      sources: this.workspace?.sources.list() ?? [],
      settingsWarning: this.settings.warning,
      environment: this.#environment,
    });
  }

  async close(): Promise<void> {
    await this.#open?.close();
    this.#open = null;
  }

  get #sampleFolder(): string {
    return path.join(this.options.userFolder, 'sample-workspace');
  }
}
