import { workloadIdSchema } from '#contract/bench';
import {
  blockCommandSchema,
  contenderTaskSchema,
  type BlockTimes,
  type ContenderReply,
  type ContenderTask,
} from '#contract/bench-protocol';
import { EXIT_CODE, serializeError } from '#contract/errors/workbench-error';
import { executorIdSchema } from '#contract/ids';
import { createInterface } from 'node:readline';
import { createExecutor } from '../../engine/backend/registry';
import { createBenchStep, type BenchStep } from '../../engine/bench/bench-step';
import { WORKLOADS } from '../../engine/bench/workloads/registry';

/** Steps after the first one whose least time chooses the length of a block. */
const WARM_STEPS = 3;

async function createStep({ workload, contender, threads }: ContenderTask): Promise<BenchStep> {
  const executor = await createExecutor(executorIdSchema.parse(contender), { threads });
  return createBenchStep(WORKLOADS[workloadIdSchema.parse(workload)].create(), executor);
}

async function wallMsOf(step: BenchStep): Promise<number> {
  const start = performance.now();
  await step.run();
  return performance.now() - start;
}

async function warmUp(step: BenchStep): Promise<ContenderReply> {
  const firstStepMs = await wallMsOf(step);
  let stepMs = Infinity;
  for (let count = 0; count < WARM_STEPS; count += 1) stepMs = Math.min(stepMs, await wallMsOf(step));
  return { kind: 'ready', firstStepMs, stepMs };
}

async function runBlock(step: BenchStep, steps: number): Promise<BlockTimes> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let count = 0; count < steps; count += 1) await step.run();
  const wallMs = (performance.now() - start) / steps;
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1000 / steps;
  return { kind: 'block', wallMs, cpuMs, memoryBytes: process.resourceUsage().maxRSS * 1024 };
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
      if (step) await reply(await runBlock(step, blockCommandSchema.parse(message).steps));
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
