import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JobInput } from '#contract/jobs';
import type { ModelDescription, ModelReference } from '#contract/models';
import { runConfigSchema, type RunConfig } from '#contract/run-config';
import type { CheckpointService, JobService, ModelService, ResolvedConfig } from '../workbench';

export interface ModelServiceParts {
  readonly jobs: Pick<JobService, 'run'>;
  readonly resolve: (file: string) => ResolvedConfig;
  readonly inspectInput: (config: ResolvedConfig) => Extract<JobInput, { kind: 'inspect' }>;
  readonly checkpoints: Pick<CheckpointService, 'resolve' | 'inspect'>;
}

/** Describes and times models in workers; nothing is trained and no data is read. */
export class WorkspaceModels implements ModelService {
  constructor(private readonly parts: ModelServiceParts) {}

  async describe(reference: ModelReference): Promise<ModelDescription> {
    if (reference.kind === 'experiment') {
      const resolved = this.parts.resolve(reference.path);
      const { family, parameters } = await this.parts.jobs.run<'inspect'>(this.parts.inspectInput(resolved), {
        name: 'describe-model',
      });
      return { reference, name: resolved.config.name, family, parameters };
    }
    // The whole checkpoint is verified: what is shown is what could be loaded.
    const { family, parameters } = await this.parts.checkpoints.inspect(reference.checkpointId);
    const { name, seed } = this.#runOf(reference.checkpointId);
    return { reference, name: `${name}, seed ${seed}`, family, parameters };
  }

  async measure(reference: ModelReference, samples: readonly number[]) {
    const { config, seed } = this.#experimentOf(reference);
    return this.parts.jobs.run<'measure-model'>(
      { kind: 'measure-model', config, seed, samples: [...samples] },
      { name: 'measure-model' },
    );
  }

  #experimentOf(reference: ModelReference): Pick<RunConfig, 'config' | 'seed'> {
    if (reference.kind === 'checkpoint') return this.#runOf(reference.checkpointId);
    const { config } = this.parts.resolve(reference.path);
    return { config, seed: config.seeds[0]! };
  }

  #runOf(checkpointId: string): RunConfig {
    const file = path.join(this.parts.checkpoints.resolve(checkpointId), 'config.json');
    return runConfigSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  }
}
