import type { HeteroGnnConfig, HeteroGnnPreprocessing } from '#contract/config/hetero-gnn';
import type { ForwardPass } from '../../backend/executor';
import type { HostTensors } from '../../backend/host-tensor';
import type { InferenceTask } from '../family';
import { phaseTableLogits } from './baselines/phase-table';
import { answerPart } from './batches/answer-part';
import type { CricketData, DataPart } from './data/cricket-data';
import { ballMetrics } from './evaluation/ball-metrics';
import { classPrior } from './evaluation/class-weights';
import { evaluatePart, scorePart } from './evaluation/evaluate-part';
import { partSamples } from './evaluation/part-samples';
import { predictionSlices } from './evaluation/prediction-slices';
import { familyNetwork } from './family-network';
import { judged } from './training-task';

type JudgedPart = Exclude<DataPart, 'train'>;

/**
 * A trained model on data.
 *
 * @param data      numbered by the vocabulary of the checkpoint
 * @param splits    parts of the data to judge; predictions are made for them
 * @param baselines those of the training data where it is at hand; else class frequencies and table of the checkpoint
 * @param warnings  what was left out of the data, and what the model does not know of it
 */
export function createInferenceTask(
  config: HeteroGnnConfig,
  data: CricketData,
  stored: HeteroGnnPreprocessing,
  splits: readonly JudgedPart[],
  baselines: InferenceTask['baselines'] = storedBaselines(data, stored, splits),
  warnings: readonly string[] = [],
): InferenceTask {
  const { model, plan } = familyNetwork(config, data, stored.classCounts);
  const answer = async (split: JudgedPart, forward: ForwardPass) => {
    const { logits, loss } = await answerPart(data, split, plan, forward);
    return { ...evaluatePart(data, split, logits, stored.calibration), loss };
  };
  return {
    model,
    splits,
    evaluate: (split, forward) => answer(judged(split), forward),
    baselines,
    slices: (_, predictions) => predictionSlices(predictions),
    async predict(forward) {
      const tables = [];
      for (const split of splits) tables.push((await answer(split, forward)).predictions);
      return { columns: tables[0]!.columns, rows: tables.flatMap(({ rows }) => rows) };
    },
    warnings,
    sampleInputs: (count) => firstInputs(plan.evaluation(splits[0]!), count),
  };
}

function firstInputs(batches: Iterable<{ readonly inputs: HostTensors }>, count: number): readonly HostTensors[] {
  const found: HostTensors[] = [];
  for (const { inputs } of batches) {
    found.push(inputs);
    if (found.length === count) break;
  }
  return found;
}

/** The two baselines that a checkpoint holds; the regression needs its training matches. */
function storedBaselines(
  data: CricketData,
  { classCounts, table }: HeteroGnnPreprocessing,
  splits: readonly JudgedPart[],
): InferenceTask['baselines'] {
  const logPrior = classPrior(classCounts).map(Math.log);
  const metricsOf = (logitsOf: (split: JudgedPart) => ArrayLike<number>) =>
    Object.fromEntries(splits.map((split) => [split, ballMetrics(scorePart(data, split, logitsOf(split), null))]));
  return {
    prior: metricsOf((split) =>
      Float32Array.from({ length: data.parts[split].samples * 7 }, (_, at) => logPrior[at % 7]!),
    ),
    table: metricsOf((split) => phaseTableLogits(data.archive, partSamples(data, split), table)),
  };
}
