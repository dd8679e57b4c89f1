import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { EvaluationSplit } from '#contract/ids';
import { attentionHealth } from '../attention/attention-health';
import { attentionSnapshot } from '../attention/attention-snapshot';
import { scoreLists } from '../evaluation/score-lists';
import type { EpochContext, EpochFindings } from '../../family';
import type { BatchSource } from '../ranking-data/batch-inputs';
import type { RankingData } from '../ranking-data/ranking-data';
import { attentionDiagnostics } from './attention-diagnostics';
import { dataDiagnostics } from './data-diagnostics';
import { attentionDebugLine } from './debug-line';

/** Lists that the attention is looked at on. */
export interface WatchedLists {
  readonly split: EvaluationSplit | 'train';
  readonly lists: readonly number[];
}

/** @returns the newest snapshot of the validation seasons, else of the holdout, else the last training lists */
export function watchedLists({ snapshots, parts, encoded }: RankingData): WatchedLists {
  const newest = (lists: readonly number[]): readonly number[] => {
    const last = lists.at(-1);
    return last === undefined ? [] : lists.filter((list) => encoded.lists[list]!.day === encoded.lists[last]!.day);
  };
  for (const split of ['validation', 'holdout'] as const) {
    if (snapshots[split].length > 0) return { split, lists: newest(snapshots[split]) };
  }
  return { split: 'train', lists: newest(parts.train) };
}

/** Attention health, its diagnostics, the debug line and the snapshot of one epoch. */
export async function epochFindings(
  data: RankingData,
  source: BatchSource,
  modelConfig: DeepSetRankerConfig['model_a'],
  context: EpochContext,
): Promise<EpochFindings> {
  const { epoch, forward, stopping } = context;
  const watched = watchedLists(data);
  const scored = await scoreLists(source, watched.lists, forward);
  const health = attentionHealth(data.encoded, scored, modelConfig);
  const isFirst = epoch === 1;
  const wantsDebugLine = modelConfig.attention_debug || stopping === 'not_learning';
  return {
    metrics: {
      attention_entropy: health.entropy,
      attention_max_weight: health.maximumWeight,
      score_sd: health.scoreDeviation,
    },
    diagnostics: [
      ...(isFirst ? dataDiagnostics(data, modelConfig.num_embeddings) : []),
      ...attentionDiagnostics(health, epoch),
    ],
    logLines: wantsDebugLine ? [attentionDebugLine(health, context.firstStep.outputs, context.parameters)] : [],
    snapshots: [{ name: 'attention', data: attentionSnapshot(data, scored, watched.split, modelConfig) }],
  };
}
