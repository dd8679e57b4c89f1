import type { BenchInput, BenchOutput } from '#contract/bench';
import type { TabularBenchOutput } from '#contract/bench-tabular';
import path from 'node:path';
import { placePeerScripts } from '../../executors/peer-environment/place-scripts';
import { preparePeers, type PeerSetId } from '../../executors/peer-environment/prepare-peers';
import { runCommand, type RunCommand } from '../../executors/peer-environment/run-command';
import { cacheFolder } from '../../executors/tensorflow-library/cache-folder';
import type {
  BenchRequest,
  BenchService,
  JobService,
  SweepBenchOutput,
  TabularBenchRequest,
  Topics,
} from '../workbench';
import { benchSamplers } from './sweep-bench';

export interface BenchServiceParts {
  readonly jobs: Pick<JobService, 'run'>;
  readonly topics: Topics;
  /** Folder that holds the app's `resources/`. */
  readonly resourcesRoot: string;
  /** Folder for things that can be fetched again; default: this user's. */
  readonly cache?: string;
  /** Runs Python; for tests, another one. */
  readonly runCommand?: RunCommand;
}

const NAME = 'bench';

/** Benchmarks: peers are prepared here, with the person's Python; steps are timed by a worker. */
export class WorkspaceBench implements BenchService {
  constructor(private readonly parts: BenchServiceParts) {}

  async run(
    { withPeers, ...request }: BenchRequest,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<BenchOutput> {
    const peers = withPeers ? await this.#preparePeers('steps', 'peers.py', signal) : null;
    return this.parts.jobs.run<'bench'>(
      { kind: 'bench', ...request, peers },
      { name: NAME, ...(signal && { signal }) },
    );
  }

  async runTabular(
    { withPeers, workloads }: TabularBenchRequest,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<TabularBenchOutput> {
    const peers = withPeers ? await this.#preparePeers('tabular', 'tabular_peers.py', signal) : null;
    return this.parts.jobs.run<'bench-tabular'>(
      { kind: 'bench-tabular', workloads: [...workloads], peers },
      { name: NAME, ...(signal && { signal }) },
    );
  }

  async runSweep(
    { withPeers }: { readonly withPeers: boolean },
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<SweepBenchOutput> {
    const peer = withPeers ? await this.#preparePeers('sweep', 'optuna_study.py', signal) : null;
    const onProgress = (message: string): void =>
      this.parts.topics.publish('job:progress', { job: NAME, message, fraction: null });
    return benchSamplers({ peer, onProgress, run: this.parts.runCommand ?? runCommand, ...(signal && { signal }) });
  }

  async #preparePeers(set: PeerSetId, script: string, signal: AbortSignal | undefined): Promise<BenchInput['peers']> {
    const { topics, resourcesRoot, cache = cacheFolder(), runCommand: run } = this.parts;
    const onProgress = (message: string): void =>
      topics.publish('job:progress', { job: NAME, message, fraction: null });
    const python = await preparePeers({
      set,
      cache,
      onProgress,
      ...(signal && { signal }),
      ...(run && { run }),
    });
    return { python, script: placePeerScripts(path.join(resourcesRoot, 'resources/bench'), cache, script) };
  }
}
