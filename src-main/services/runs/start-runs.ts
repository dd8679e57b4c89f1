import path from 'node:path';
import type { ExperimentConfig } from '#contract/config/experiment';
import { SeedsNotTogetherError } from '#contract/errors/engine-errors';
import type { RunConfig, SourceLocation } from '#contract/run-config';
import type { Supervisor } from '#contract/stored-rows';
import type { Store } from '../../store/store';
import { groupKey } from '../configs/group-key';
import type { StartsFrom } from '../configs/starts-from';
import type { ResolvedConfig, StartRunsRequest } from '../workbench';
import type { RunFolders } from './run-folders';
import { newRunId } from './run-id';

export interface StartParts {
  readonly workspaceFolder: string;
  readonly appVersion: string;
  readonly store: Store;
  readonly folders: RunFolders;
  readonly resolve: (file: string, overrides: readonly string[]) => ResolvedConfig;
  readonly locateSource: (name: string) => Promise<SourceLocation>;
  /** @returns absolute path of a checkpoint folder */
  readonly resolveCheckpoint: (id: string) => string;
  readonly self: Supervisor;
}

/**
 * Makes the rows and folders of a request's runs, queued, one for each seed. Everything that can be wrong with the request
 * is found before the first of them is made.
 * @returns their ids
 */
export async function createRuns(parts: StartParts, request: StartRunsRequest): Promise<readonly string[]> {
  const resolved = parts.resolve(request.configPath, request.overrides ?? []);
  const config = withRequest(resolved.config, request);
  checkSeedsTogether(config);
  const source = await parts.locateSource(config.data.source);
  const parent = parentOf(parts, resolved.startsFrom);
  return config.seeds.map((seed) =>
    createRun(parts, { runId: newRunId(), config, seed, configPath: resolved.configPath, source, parent }),
  );
}

/** One run to make, everything about it decided. */
type RunPlan = Pick<RunConfig, 'runId' | 'config' | 'seed' | 'configPath' | 'source' | 'parent'>;

/** @returns the id of the run; nothing is made when it is there already */
function createRun(parts: StartParts, plan: RunPlan): string {
  const runConfig: RunConfig = {
    schemaVersion: 1,
    ...plan,
    name: plan.config.name,
    family: plan.config.family,
    cacheFolder: path.join(parts.workspaceFolder, 'cache'),
    codeVersion: parts.appVersion,
    createdAt: Date.now(),
  };
  // Row first: a kill before the folder is made leaves a row that knows what to make.
  parts.store.runs.insert({
    config: runConfig,
    groupKey: groupKey(plan.config),
    status: 'queued',
    supervisor: parts.self,
  });
  parts.folders.create(runConfig);
  return runConfig.runId;
}

/**
 * Makes the row and the folder of one run whose id was given beforehand, with the first seed of its configuration: asked
 * twice, it is made once.
 */
export async function createPlannedRun(
  parts: StartParts,
  plan: Pick<RunPlan, 'runId' | 'config' | 'configPath'>,
): Promise<void> {
  const source = await parts.locateSource(plan.config.data.source);
  createRun(parts, { ...plan, seed: plan.config.seeds[0]!, source, parent: null });
}

function withRequest(config: ExperimentConfig, { seeds, name }: StartRunsRequest): ExperimentConfig {
  return { ...config, ...(seeds === null ? {} : { seeds: [...seeds] }), ...(name === undefined ? {} : { name }) };
}

/** Refuses what cannot be trained together, before any run is made. */
function checkSeedsTogether(config: ExperimentConfig): void {
  if (!config.engine.batch_seeds) return;
  if (config.family === 'actor-critic') throw new SeedsNotTogetherError(config.family);
  if ('pipeline' in config && config.pipeline !== 'none')
    throw new SeedsNotTogetherError(`the pipeline ${config.pipeline}`);
}

function parentOf({ resolveCheckpoint }: StartParts, startsFrom: StartsFrom | null): RunConfig['parent'] {
  if (startsFrom === null) return null;
  const { checkpointId, transfer } = startsFrom;
  const runId = checkpointId.slice(0, checkpointId.indexOf(':'));
  return { runId, checkpointPath: resolveCheckpoint(checkpointId), transfer };
}
