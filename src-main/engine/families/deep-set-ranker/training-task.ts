import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { EvaluationSplit } from '#contract/ids';
import { randomStream } from '../../random/random-stream';
import type { EpochContext, EpochFindings, TrainingBatch, TrainingTask } from '../family';
import { dataFacts } from './data-facts';
import { epochFindings } from './diagnostics/after-epoch';
import { baselineDiagnostic } from './diagnostics/baseline-diagnostic';
import { baselineMetrics, REFERENCE_BASELINE } from './evaluation/baselines';
import { evaluateSplit } from './evaluation/evaluate-split';
import { standardize } from './features/standardize';
import { createNetwork } from './network/network';
import { networkNoise } from './network/network-inputs';
import { networkShape } from './network/network-shape';
import { fitPreprocessing } from './preprocessing';
import { batchInputs } from './ranking-data/batch-inputs';
import type { BatchSource } from './ranking-data/batch-inputs';
import type { RankingData } from './ranking-data/ranking-data';
import type { CachedRankingData } from './ranking-data/ranking-data-cache';
import { trainingOptions } from './training-options';

const EVALUATION_SPLITS: readonly EvaluationSplit[] = ['holdout', 'validation', 'test'];

/** @returns the splits that have lists, in order */
export const splitsWithLists = ({ parts }: RankingData): readonly EvaluationSplit[] =>
  EVALUATION_SPLITS.filter((split) => parts[split].length > 0);

/** What the seeds of a configuration train on. */
export interface PreparedTraining extends CachedRankingData {
  readonly preprocessing: ReturnType<typeof fitPreprocessing>;
  readonly source: BatchSource;
  readonly baselines: ReturnType<typeof baselineMetrics>;
}

/**
 * Takes the data over: its statistics are standardised in place.
 *
 * @param loaded of `loadRankingData`, statistics still raw
 */
export function prepareTraining(config: DeepSetRankerConfig, { data, cache }: CachedRankingData): PreparedTraining {
  const preprocessing = fitPreprocessing(data, config);
  standardize(data.encoded, preprocessing.statistics);
  const network = networkShape(config, data.encoded.shape.statistics);
  const source: BatchSource = { encoded: data.encoded, network, winRate: preprocessing.winRate };
  return { data, cache, preprocessing, source, baselines: baselineMetrics(data, splitsWithLists(data)) };
}

/** One run's task. */
export function createTrainingTask(
  config: DeepSetRankerConfig,
  { data, cache, preprocessing, source, baselines }: PreparedTraining,
  seed: number,
): TrainingTask {
  const { shape } = data.encoded;
  const { network } = source;
  const splits = splitsWithLists(data);
  const tracker = new BaselineTracker(baselines[REFERENCE_BASELINE].validation?.conference_spearman);
  return {
    model: createNetwork(network, shape.teams, shape.players),
    options: trainingOptions(config, seed, data.parts.holdout.length > 0),
    stepsPerEpoch: data.parts.train.length,
    splits,
    epoch: (index) => epochBatches(data.parts.train, source, config, seed, index),
    async evaluate(split, forward) {
      const evaluation = await evaluateSplit(data, source, split, forward);
      if (split === 'validation') tracker.observe(evaluation.metrics.conference_spearman);
      return evaluation;
    },
    baselines,
    afterEpoch: async (context) =>
      tracker.complete(await epochFindings(data, source, config.model_a, context), context),
    preprocessing,
    facts: dataFacts(data, cache),
  };
}

/** One batch a list; every epoch has its own order, drawn from seed and epoch alone. */
function* epochBatches(
  lists: readonly number[],
  source: BatchSource,
  { training }: DeepSetRankerConfig,
  seed: number,
  epoch: number,
): Iterable<TrainingBatch> {
  const order = training.shuffle ? randomStream(seed, 'data.order', epoch).shuffle([...lists]) : lists;
  const { shape } = source.encoded;
  const noise = networkNoise(source.network, 1, shape.teams, shape.players);
  for (const list of order) yield { inputs: batchInputs(source, [list]), noise, samples: 1 };
}

/** Remembers the best validation value, to say at the end whether it beat the baseline. */
class BaselineTracker {
  private best = { value: Number.NEGATIVE_INFINITY, epoch: 0 };
  private latest: number | null = null;

  constructor(private readonly baseline: number | null | undefined) {}

  observe(value: number | null | undefined): void {
    this.latest = value ?? null;
  }

  /** @returns the findings, with the comparison added when the run is about to stop */
  complete(findings: EpochFindings, { epoch, stopping }: EpochContext): EpochFindings {
    if (this.latest !== null && this.latest > this.best.value) this.best = { value: this.latest, epoch };
    if (stopping === null || this.baseline === null || this.baseline === undefined || this.best.epoch === 0)
      return findings;
    const baseline = { id: REFERENCE_BASELINE, value: this.baseline };
    const found = baselineDiagnostic('validation', 'conference_spearman', this.best, baseline, epoch);
    return found ? { ...findings, diagnostics: [...findings.diagnostics, found] } : findings;
  }
}
