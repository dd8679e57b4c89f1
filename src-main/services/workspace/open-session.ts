import path from 'node:path';
import type { InspectOutput, JobInput } from '#contract/jobs';
import { currentProcessName } from '../../executors/process-liveness';
import type { WorkerLauncher } from '../../executors/worker-launcher';
import { Store } from '../../store/store';
import { WorkspaceBench } from '../bench/bench-service';
import { WorkspaceCheckpoints } from '../checkpoints/checkpoint-service';
import { WorkspaceCompare } from '../compare/compare-service';
import { WorkspaceConfigs } from '../configs/config-service';
import type { ReadyMade } from '../configs/ready-made';
import { watchConfigs } from '../configs/watch-configs';
import { WorkspaceCricket } from '../cricket/cricket-service';
import { WorkerJobs } from '../jobs/job-service';
import { WorkspaceModels } from '../models/model-service';
import { WorkspacePlay } from '../play/play-service';
import { registerRunFolders } from '../runs/register-run-folders';
import { RunChanges } from '../runs/run-changes';
import { RunFolders } from '../runs/run-folders';
import { WorkspaceRuns } from '../runs/run-service';
import { WorkspaceSources } from '../sources/source-service';
import { WorkspaceSweeps } from '../sweeps/sweep-service';
import { WorkspaceLadders } from '../stages/ladder-service';
import { studyOfStage } from '../stages/study-of-stage';
import type { ResolvedConfig, Topics, WorkspaceSession } from '../workbench';
import { DATABASE_NAME, prepareWorkspaceFolder } from './workspace-folder';

export interface SessionOptions {
  readonly folder: string;
  readonly isSample: boolean;
  readonly appVersion: string;
  readonly resourcesRoot: string;
  readonly readyMade: ReadyMade;
  readonly topics: Topics;
  readonly launch: WorkerLauncher;
  readonly continuesQueue: boolean;
  readonly concurrentRuns: () => number;
  /** Value of `ASSAY_DATA`, if it is set. */
  readonly environmentFolder: string | undefined;
}

/** An open workspace with the way to close it. */
export interface OpenSession {
  readonly session: WorkspaceSession;
  /** More runs may train at once now. */
  placesChanged(): void;
  close(): Promise<void>;
}

/** Opens a workspace: folder, database, services; adopts what other processes left behind. */
export async function openSession(options: SessionOptions): Promise<OpenSession> {
  const { folder, topics, readyMade } = options;
  prepareWorkspaceFolder(folder, readyMade);
  const store = Store.open(path.join(folder, DATABASE_NAME));
  const folders = new RunFolders(folder);
  const changes = new RunChanges(store, topics);
  const services = createServices(options, store, folders, changes);
  registerRunFolders(store, folders);
  await services.runs.open();
  services.sweeps.open();
  const endWatch = watchConfigs(path.join(folder, 'configs'), topics);
  const openedAt = Date.now();
  const info = () => ({
    path: folder,
    name: path.basename(folder),
    isSample: options.isSample,
    runCount: store.runs.count(),
    openedAt,
  });
  return {
    session: { path: folder, info, ...services },
    placesChanged: () => services.runs.placesChanged(),
    close: async () => {
      endWatch();
      changes.close();
      services.jobs.cancelAll();
      services.sweeps.close();
      await services.runs.close();
      store.close();
    },
  };
}

function createServices(options: SessionOptions, store: Store, folders: RunFolders, changes: RunChanges) {
  const { folder, topics, launch, readyMade, resourcesRoot, appVersion } = options;
  const cacheFolder = path.join(folder, 'cache');
  const inspectInput = (resolved: ResolvedConfig, measure: boolean): Extract<JobInput, { kind: 'inspect' }> => ({
    kind: 'inspect',
    config: resolved.config,
    seed: resolved.config.seeds[0]!,
    source: measure ? sources.locate(resolved.config.data.source) : null,
    cacheFolder,
  });
  const jobs: WorkerJobs = new WorkerJobs({
    launch,
    topics,
    inspectInput,
    resolve: (file, overrides) => configs.resolve(file, overrides),
  });
  const measure = (resolved: ResolvedConfig): Promise<InspectOutput> =>
    jobs.run<'inspect'>(inspectInput(resolved, true), { name: 'pre-flight' });
  const configs: WorkspaceConfigs = new WorkspaceConfigs({
    workspaceFolder: folder,
    store,
    readyMade,
    topics,
    hasSource: (reference) => sources.has(reference),
    measure,
  });
  const sources: WorkspaceSources = new WorkspaceSources({
    jobs,
    places: {
      workspaceFolder: folder,
      registered: store.sources,
      environmentFolder: options.environmentFolder,
      sampleFolder: path.join(resourcesRoot, 'resources/sample-data'),
    },
  });
  const checkpoints = new WorkspaceCheckpoints({
    workspaceFolder: folder,
    store,
    folders,
    jobs,
    locateSource: (reference) => sources.locate(reference),
  });
  const models = new WorkspaceModels({
    jobs,
    resolve: (file) => configs.resolve(file),
    inspectInput: (resolved) => inspectInput(resolved, false),
    checkpoints,
  });
  const cricket = new WorkspaceCricket({ jobs, checkpoints });
  const runs: WorkspaceRuns = new WorkspaceRuns({
    workspaceFolder: folder,
    appVersion,
    store,
    folders,
    topics,
    changes,
    launch,
    self: currentProcessName(),
    // The jobs of a sweep or a ladder are asked for by name: they have a place each, whatever the setting says.
    concurrentRuns: () => Math.max(options.concurrentRuns(), sweeps.jobs, ladders.jobs),
    continuesQueue: options.continuesQueue,
    resolve: (file, overrides) => configs.resolve(file, overrides),
    locateSource: (name) => sources.locateChecked(name),
    resolveCheckpoint: (id) => checkpoints.resolve(id),
    createExperiment: (name, text) => configs.createFromText(name, text),
  });
  const sweeps: WorkspaceSweeps = new WorkspaceSweeps({
    workspaceFolder: folder,
    store,
    topics,
    runs,
    self: currentProcessName(),
    resolve: (file, overrides) => configs.resolveSweep(file, overrides),
    measure: ({ base, experimentPath }) => measure({ config: base, configPath: experimentPath, startsFrom: null }),
    placesChanged: () => runs.placesChanged(),
  });
  const bench = new WorkspaceBench({ jobs, topics, resourcesRoot });
  const compare = new WorkspaceCompare({ workspaceFolder: folder, store, folders });
  const ladders: WorkspaceLadders = new WorkspaceLadders({
    workspaceFolder: folder,
    store,
    folders,
    readyMade,
    topics,
    configs,
    runs,
    checkpoints,
    resolveSweep: (file, overrides) => configs.resolveSweep(file, overrides),
    runStudy: studyOfStage(sweeps),
  });
  const play = new WorkspacePlay({
    gamesFolder: path.join(folder, 'games'),
    cacheFolder,
    jobs,
    resolveCheckpoint: (id) => checkpoints.resolve(id),
  });
  return { configs, runs, checkpoints, models, cricket, play, sources, jobs, bench, sweeps, compare, ladders };
}
