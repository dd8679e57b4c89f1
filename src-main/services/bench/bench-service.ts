import type { BenchOutput } from '#contract/bench';
import path from 'node:path';
import { preparePeers, type PeerOptions } from '../../executors/peer-environment/prepare-peers';
import { cacheFolder } from '../../executors/tensorflow-library/cache-folder';
import type { BenchRequest, BenchService, JobService, Topics } from '../workbench';

export interface BenchServiceParts {
  readonly jobs: JobService;
  readonly topics: Topics;
  /** Folder that holds the app's `resources/`. */
  readonly resourcesRoot: string;
  /** For tests, another one. */
  readonly prepare?: (options: PeerOptions) => Promise<string>;
}

const NAME = 'bench';

/** Benchmarks: peers are prepared here, with the person's Python; steps are timed by a worker. */
export class WorkspaceBench implements BenchService {
  constructor(private readonly parts: BenchServiceParts) {}

  async run(
    { withPeers, ...request }: BenchRequest,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<BenchOutput> {
    const peers = withPeers ? { python: await this.#preparePeers(signal), script: this.#script } : null;
    return this.parts.jobs.run<'bench'>(
      { kind: 'bench', ...request, peers },
      { name: NAME, ...(signal && { signal }) },
    );
  }

  get #script(): string {
    return path.join(this.parts.resourcesRoot, 'resources/bench/peers.py');
  }

  #preparePeers(signal: AbortSignal | undefined): Promise<string> {
    const { topics, prepare = preparePeers } = this.parts;
    const onProgress = (message: string): void =>
      topics.publish('job:progress', { job: NAME, message, fraction: null });
    return prepare({ cache: cacheFolder(), onProgress, ...(signal && { signal }) });
  }
}
