import type { ForwardPass } from '../../../backend/executor';
import type { EvaluationSplit } from '#contract/ids';
import type { Evaluation } from '../../family';
import type { BatchSource } from '../ranking-data/batch-inputs';
import type { RankingData } from '../ranking-data/ranking-data';
import { predictionRows, toPredictionTable } from './prediction-rows';
import { rankingMetrics } from './ranking-metrics';
import { scoreLists } from './score-lists';

/** Scores a split's lists and snapshots and measures them. The loss is the mean over the lists, snapshots left out. */
export async function evaluateSplit(
  data: RankingData,
  source: BatchSource,
  split: EvaluationSplit,
  forward: ForwardPass,
): Promise<Evaluation> {
  const lists = data.parts[split];
  const scored = await scoreLists(source, [...lists, ...data.snapshots[split]], forward);
  const rows = scored.flatMap(({ list, scores }, position) =>
    predictionRows(data, list, scores, position >= lists.length),
  );
  const losses = scored.slice(0, lists.length).map(({ loss }) => loss);
  return {
    metrics: rankingMetrics(rows),
    loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    predictions: toPredictionTable(rows),
  };
}
