import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { JobInput } from '#contract/jobs';
import { WorkspaceBench } from '../../../src-main/services/bench/bench-service';
import { TopicHub } from '../../../src-main/services/topic-hub';

const resourcesRoot = fileURLToPath(new URL('../../..', import.meta.url));
const request = { workloads: ['ranker' as const], executors: null, threads: [1], seconds: 1 };

/** A service whose jobs are only written down, on a machine whose Python does at once what it is asked. */
function service() {
  const cache = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
  const topics = new TopicHub();
  const told: string[] = [];
  topics.subscribe('job:progress', ({ message }) => told.push(message));
  const started: JobInput[] = [];
  const bench = new WorkspaceBench({
    jobs: { run: (input) => (started.push(input), Promise.resolve({} as never)) },
    topics,
    resourcesRoot,
    cache,
    runCommand: async (_, args) => {
      if (args[1] === 'venv') mkdirSync(args[2]!, { recursive: true });
      return { code: 0, output: 'Python 3.11.7' };
    },
  });
  return { bench, cache, told, started };
}

it('starts the job without peers, and touches no Python', async () => {
  const { bench, started, told } = service();
  await bench.run({ ...request, withPeers: false });
  expect(started).toEqual([{ kind: 'bench', ...request, peers: null }]);
  expect(told).toEqual([]);
});

it('prepares the peers in the cache, says so, and hands over their Python and script', async () => {
  const { bench, cache, started, told } = service();
  await bench.run({ ...request, withPeers: true });
  const [job] = started;
  const peers = job?.kind === 'bench' ? job.peers : null;
  expect(peers!.python.startsWith(path.join(cache, 'bench-peers'))).toBe(true);
  expect(peers!.script).toBe(path.join(cache, 'bench-scripts', 'peers.py'));
  expect(readdirSync(path.dirname(peers!.script)).sort()).toEqual([
    'jax_models.py',
    'optuna_study.py',
    'peers.py',
    'pytorch_geometric_models.py',
    'pytorch_graph_network.py',
    'pytorch_models.py',
    'tabular_peers.py',
  ]);
  expect(told).toHaveLength(2);
});
