import type { MaskedSeq2SeqConfig } from '#contract/config/masked-seq2seq';
import type { EvaluationSplit } from '#contract/ids';
import type { SplitMetrics } from '#contract/runs';
import type { Evaluation, EpochContext, EpochFindings, TrainingTask } from '../family';
import { createForecaster } from './create-forecaster';
import { dataFacts, unknownPositions } from './data-facts';
import { baselineDiagnostic, unknownPositionDiagnostic } from './diagnostics';
import { BASELINE_IDS, REFERENCE_BASELINE, type BaselineId } from './evaluation/baselines';
import { baselineMetrics, evaluateTracks, type EvaluationSource } from './evaluation/evaluate-tracks';
import { forecastSnapshot } from './evaluation/forecast-snapshot';
import type { LoadedTracking } from './prepared/load-tracking';
import { fitPreprocessing } from './sequences/preprocessing';
import type { SplitTracks } from './sequences/split-tracks';
import { trainingOptions } from './training-options';

const EVALUATION_SPLITS: readonly EvaluationSplit[] = ['holdout', 'validation', 'test'];

/** @returns baseline, then split, to its metrics */
export const allBaselines = (
  source: EvaluationSource,
  splits: readonly EvaluationSplit[],
  tracksOf: (split: EvaluationSplit) => readonly number[],
): Record<BaselineId, Partial<Record<EvaluationSplit, SplitMetrics>>> =>
  Object.fromEntries(
    BASELINE_IDS.map((id) => [
      id,
      Object.fromEntries(splits.map((split) => [split, baselineMetrics(source, id, tracksOf(split))])),
    ]),
  ) as Record<BaselineId, Partial<Record<EvaluationSplit, SplitMetrics>>>;

/** One run's task. */
export function createTrainingTask(
  config: MaskedSeq2SeqConfig,
  loaded: LoadedTracking,
  tracks: SplitTracks,
  seed: number,
): TrainingTask {
  const { data } = loaded;
  const preprocessing = fitPreprocessing(data, config, tracks);
  const source: EvaluationSource = { data, preprocessing };
  const forecaster = createForecaster(config, data, preprocessing, tracks.train, seed);
  const splits = EVALUATION_SPLITS.filter((split) => tracks[split].length > 0);
  const baselines = allBaselines(source, splits, (split) => tracks[split]);
  const watched = new WatchedSplit(source, splits, baselines[REFERENCE_BASELINE]);
  return {
    model: forecaster.model,
    options: trainingOptions(config, seed, splits),
    stepsPerEpoch: forecaster.stepsPerEpoch,
    splits,
    epoch: (index) => forecaster.epoch(index),
    async evaluate(split, forward) {
      const evaluation = await evaluateTracks(source, forecaster, tracks[split], forward);
      watched.observe(split, evaluation);
      return evaluation;
    },
    baselines,
    afterEpoch: (context) => {
      const unknown = unknownPositions(data, tracks.train, config.sequences.positions);
      const isFirst = context.epoch === 1;
      return Promise.resolve(
        watched.findings(context, isFirst && unknown.size > 0 ? [unknownPositionDiagnostic(unknown)] : []),
      );
    },
    preprocessing,
    facts: dataFacts(loaded, tracks, config, forecaster),
  };
}

/** Remembers the best forecast on the first held split: it is drawn, and compared with the baseline at the end. */
class WatchedSplit {
  private best = { value: Number.POSITIVE_INFINITY, epoch: 0 };
  private latest: Evaluation | null = null;
  private readonly split: EvaluationSplit | undefined;

  constructor(
    private readonly source: EvaluationSource,
    splits: readonly EvaluationSplit[],
    private readonly baseline: Partial<Record<EvaluationSplit, SplitMetrics>>,
  ) {
    this.split = splits.find((split) => split === 'validation') ?? splits.find((split) => split !== 'test');
  }

  observe(split: EvaluationSplit, evaluation: Evaluation): void {
    if (split === this.split) this.latest = evaluation;
  }

  findings({ epoch, stopping }: EpochContext, diagnostics: EpochFindings['diagnostics']): EpochFindings {
    const value = this.latest?.metrics['rollout_rmse_yards'] ?? Number.POSITIVE_INFINITY;
    const isBetter = value < this.best.value;
    if (isBetter) this.best = { value, epoch };
    const reference = this.split && this.baseline[this.split]?.['rollout_rmse_yards'];
    const missed =
      stopping !== null && this.split && typeof reference === 'number'
        ? baselineDiagnostic(this.split, this.best, { id: REFERENCE_BASELINE, value: reference }, epoch)
        : null;
    return {
      metrics: {},
      logLines: [],
      diagnostics: missed ? [...diagnostics, missed] : diagnostics,
      // A forecast that is worse than an earlier one will not be shipped: its picture would only fill the database.
      snapshots:
        isBetter && this.latest && this.split
          ? [{ name: 'forecast', data: forecastSnapshot(this.source, this.split, this.latest) }]
          : [],
    };
  }
}
