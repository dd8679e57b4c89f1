import { performance } from 'node:perf_hooks';
import { loadavg } from 'node:os';
import { createEagerExecutor } from '../../src-main/engine/backend/eager/eager-executor';
import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import type { Executor, TrainingStep } from '../../src-main/engine/backend/executor';
import type { HostTensors } from '../../src-main/engine/backend/host-tensor';
import type { ParameterPassing } from '../../src-main/engine/compiler/step/parameter-passing';
import { BENCH_WORKLOADS, isBenchWorkload } from './workloads/registry';
import { workloadBatch, workloadStore, type Workload } from './workloads/workload';

/** What `quick.mjs` was asked for. */
interface QuickRequest {
  readonly names: readonly string[];
  readonly threads: number;
  readonly passing: ParameterPassing | undefined;
  readonly seconds: number;
  readonly executor: string;
  /** Folder for compiled steps; none unless given. */
  readonly cacheFolder: string | undefined;
}

const usage =
  'node test/bench/quick.mjs [--threads N] [--seconds S] [--passing vector|separate] [--executor onnxruntime|cpu|wasm] [--cache folder] workload ...';

function parseRequest(words: readonly string[]): QuickRequest {
  const option = (name: string): string | undefined => {
    const at = words.indexOf(`--${name}`);
    return at < 0 ? undefined : words[at + 1];
  };
  const names = words.filter((word, index) => !word.startsWith('--') && !words[index - 1]?.startsWith('--'));
  const passing = option('passing');
  return {
    names: names.length > 0 ? names : Object.keys(BENCH_WORKLOADS),
    threads: Number(option('threads') ?? 1),
    passing: passing === 'vector' || passing === 'separate' ? passing : undefined,
    seconds: Number(option('seconds') ?? 2),
    executor: option('executor') ?? 'onnxruntime',
    cacheFolder: option('cache'),
  };
}

/** Wall and processor time of single steps, ms; the minimum is what the machine can do, the median what it did. */
async function timeSteps(step: TrainingStep, batch: HostTensors, seconds: number) {
  const wallMs: number[] = [];
  const cpuMs: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end || wallMs.length < 3) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    await step.run(batch);
    wallMs.push(performance.now() - start);
    const used = process.cpuUsage(cpu);
    cpuMs.push((used.user + used.system) / 1000);
  }
  return { wall: summary(wallMs), cpu: summary(cpuMs), steps: wallMs.length };
}

function summary(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `${sorted[0]!.toFixed(3)} / ${sorted[Math.floor(sorted.length / 2)]!.toFixed(3)}`;
}

async function createExecutor(workload: Workload, request: QuickRequest): Promise<Executor> {
  const { executor, threads, passing, cacheFolder } = request;
  if (executor === 'cpu' || executor === 'wasm') return createEagerExecutor({ backend: executor });
  const cache = cacheFolder === undefined ? {} : { cache: { folder: cacheFolder, identity: workload.name } };
  return createOnnxRuntimeExecutor({ threads, ...(passing ? { passing } : {}), ...cache });
}

async function bench(workload: Workload, request: QuickRequest): Promise<void> {
  const executor = await createExecutor(workload, request);
  const store = workloadStore(workload);
  const batch = workloadBatch(workload);
  const step = executor.training(workload.loss, store);
  const start = performance.now();
  const { loss } = await step.run(batch);
  const firstMs = performance.now() - start;
  await step.run(batch);
  const { wall, cpu, steps } = await timeSteps(step, batch, request.seconds);
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  console.log(
    `${workload.name} on ${executor.id}: wall ${wall} ms, cpu ${cpu} ms (min / median of ${steps}), first step ${firstMs.toFixed(0)} ms, ` +
      `parameters ${store.values.length}, loss ${loss.toPrecision(6)}, resident ${memory} MB`,
  );
  await executor.dispose();
}

const request = parseRequest(process.argv.slice(2));
for (const name of request.names) {
  if (!isBenchWorkload(name)) throw new RangeError(`There is no workload ${name}. ${usage}`);
  await bench(BENCH_WORKLOADS[name](), request);
}
console.log(
  `threads ${request.threads}, load ${loadavg()
    .map((load) => load.toFixed(2))
    .join(' ')}`,
);
