import { workloadIdSchema } from '#contract/bench';
import {
  blockCommandSchema,
  contenderTaskSchema,
  type BlockTimes,
  type ContenderReply,
  type ContenderTask,
} from '#contract/bench-protocol';
import { engineConfigSchema } from '#contract/config/engine';
import { EXIT_CODE, serializeError } from '#contract/errors/workbench-error';
import { executorIdSchema } from '#contract/ids';
import { createInterface } from 'node:readline';
import { chooseExecutor } from '../../engine/backend/choose-executor';
import { createBenchStep, type BenchStep } from '../../engine/bench/bench-step';
import { WORKLOADS } from '../../engine/bench/workloads/registry';
import { workloadBatch, workloadStore } from '../../engine/bench/workloads/workload';

/** Steps after the first one that are not counted: caches fill, memory is found. Of long steps fewer do. */
const WARM_STEPS = 3;
const WARM_MS = 2000;

async function createStep({ workload: name, contender, threads }: ContenderTask): Promise<BenchStep> {
  const workload = WORKLOADS[workloadIdSchema.parse(name)].create();
  const engine = engineConfigSchema.parse({ executor: executorIdSchema.parse(contender), threads });
  const { loss, cut } = workload;
  const inputs = workloadBatch(workload);
  const { executor } = await chooseExecutor(engine, { loss, cut, parameters: workloadStore(workload), inputs });
  return createBenchStep(workload, executor, inputs);
}

async function warmUp(step: BenchStep): Promise<ContenderReply> {
  const start = performance.now();
  await step.run();
  const firstStepMs = performance.now() - start;
  const warmEnd = performance.now() + WARM_MS;
  for (let count = 0; count < WARM_STEPS && performance.now() < warmEnd; count += 1) await step.run();
  return { kind: 'ready', firstStepMs };
}

async function runBlock(step: BenchStep, milliseconds: number): Promise<BlockTimes> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  let steps = 0;
  let elapsedMs = 0;
  while (elapsedMs < milliseconds) {
    await step.run();
    steps += 1;
    elapsedMs = performance.now() - start;
  }
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1000 / steps;
  return { kind: 'block', steps, wallMs: elapsedMs / steps, cpuMs, memoryBytes: process.resourceUsage().maxRSS * 1024 };
}

/** Resolves when it is written: the process may end right after. */
const reply = (message: ContenderReply): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve()));

/**
 * Runs one executor for a benchmark, in a process of its own: thread counts and memory are then its own too. Reads its
 * task and then its blocks from stdin; ends with stdin.
 * @returns the exit code
 */
export async function serveContender(): Promise<number> {
  let step: BenchStep | undefined;
  try {
    for await (const line of createInterface({ input: process.stdin })) {
      const message: unknown = JSON.parse(line);
      if (step) await reply(await runBlock(step, blockCommandSchema.parse(message).milliseconds));
      else await reply(await warmUp((step = await createStep(contenderTaskSchema.parse(message)))));
    }
    return EXIT_CODE.done;
  } catch (error) {
    const { message, nextStep } = serializeError(error);
    await reply({ kind: 'failed', message: `${message} ${nextStep}` });
    return EXIT_CODE.unavailable;
  } finally {
    step?.dispose();
  }
}
