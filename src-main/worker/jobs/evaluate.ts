import type { EvaluateOutput, JobInput } from '#contract/jobs';
import type { SplitMetrics } from '#contract/runs';
import type { JobContext } from './job-context';
import { loadInference, openStoredModel, type LoadedInference } from './stored-model';

type Slices = EvaluateOutput['slices'];
type Pictures = NonNullable<EvaluateOutput['pictures']>;

async function evaluateSplits({ inference, parameters, executor }: LoadedInference, { progress }: JobContext) {
  const forward = executor.forward(inference.model.forward, parameters);
  const metrics: Record<string, SplitMetrics> = {};
  const slices: Slices = [];
  const snapshots: Pictures['snapshots'] = [];
  try {
    for (const [index, split] of inference.splits.entries()) {
      progress(`evaluating ${split}`, index / inference.splits.length);
      const evaluation = await inference.evaluate(split, forward);
      metrics[split] = evaluation.metrics;
      slices.push(...inference.slices(split, evaluation.predictions));
      for (const { name, data } of inference.snapshots?.(split, evaluation) ?? [])
        snapshots.push({
          name,
          split,
          data: JSON.parse(JSON.stringify(data)) as Pictures['snapshots'][number]['data'],
        });
    }
    return { metrics, slices, snapshots };
  } finally {
    forward.dispose();
  }
}

/** Metrics, slices and baselines of a stored model on stored or new data. */
export async function evaluate(input: JobInput & { kind: 'evaluate' }, context: JobContext): Promise<EvaluateOutput> {
  const model = await openStoredModel(input.checkpointPath, context);
  const loaded = await loadInference(model, input, context);
  try {
    const { metrics, slices, snapshots } = await evaluateSplits(loaded, context);
    const n = Object.values(metrics).reduce((sum, split) => sum + split.n, 0);
    const { step, epoch } = model.checkpoint.state;
    const pictures = snapshots.length > 0 ? { pictures: { runId: model.run.runId, step, epoch, snapshots } } : {};
    const { baselines, warnings = [] } = loaded.inference;
    return { metrics, slices, baselines: { ...baselines }, n, warnings: [...warnings], ...pictures };
  } finally {
    await loaded.executor.dispose();
  }
}
