import type { EvaluateOutput, JobInput } from '#contract/jobs';
import type { SplitMetrics } from '#contract/runs';
import type { JobContext } from './job-context';
import { loadInference, openStoredModel, type LoadedInference } from './stored-model';

type Slices = EvaluateOutput['slices'];

async function evaluateSplits({ inference, parameters, executor }: LoadedInference, { progress }: JobContext) {
  const forward = executor.forward(inference.model.forward, parameters);
  const metrics: Record<string, SplitMetrics> = {};
  const slices: Slices = [];
  try {
    for (const [index, split] of inference.splits.entries()) {
      progress(`evaluating ${split}`, index / inference.splits.length);
      const evaluation = await inference.evaluate(split, forward);
      metrics[split] = evaluation.metrics;
      slices.push(...inference.slices(split, evaluation.predictions));
    }
    return { metrics, slices };
  } finally {
    forward.dispose();
  }
}

/** Metrics, slices and baselines of a stored model on stored or new data. */
export async function evaluate(input: JobInput & { kind: 'evaluate' }, context: JobContext): Promise<EvaluateOutput> {
  const loaded = await loadInference(await openStoredModel(input.checkpointPath, context), input, context);
  try {
    const { metrics, slices } = await evaluateSplits(loaded, context);
    const n = Object.values(metrics).reduce((sum, split) => sum + split.n, 0);
    const { baselines, warnings = [] } = loaded.inference;
    return { metrics, slices, baselines: { ...baselines }, n, warnings: [...warnings] };
  } finally {
    await loaded.executor.dispose();
  }
}
