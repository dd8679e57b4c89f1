import { engine } from '@tensorflow/tfjs-core';
import type { Diagnostic } from '#contract/diagnostics';
import type { SplitMetrics } from '#contract/runs';
import type { ParameterStore } from '../../../backend/parameter-store';
import type { EpochContext, EpochFindings } from '../../family';
import type { BatchPlan } from '../batches/batch-plan';
import { buildInningsGraph } from '../data/build-innings-graph';
import type { CricketData } from '../data/cricket-data';
import type { ScoredSamples } from '../evaluation/scored-samples';
import { CLASS_COUNT } from '../matches/ball-class';
import type { NetworkShape } from '../network/network-shape';
import { calibrationSnapshot } from '../snapshots/calibration-snapshot';
import { inningsSnapshots, watchedInnings } from '../snapshots/innings-snapshots';
import type { EpochRecord, RunFacts } from './epoch-record';
import { filmStatistics } from './film-statistics';
import { baselineFinding, diagnose } from './rules';
import { seenUnseenMacroF1 } from './seen-unseen';
import { smoothness } from './state-similarity';

/** What the validation part said in the epoch that is about to be judged. */
export interface ObservedEvaluation {
  readonly loss: number;
  readonly metrics: SplitMetrics;
  readonly scored: ScoredSamples;
}

export interface ObserverSetup {
  readonly data: CricketData;
  readonly shape: NetworkShape;
  readonly plan: BatchPlan;
  readonly facts: RunFacts;
  /** Log loss on validation of logistic regression. */
  readonly baseline: number;
}

/** Keeps one record an epoch, applies the rules and makes the snapshots of the run screen. */
export class RunObserver {
  private readonly records: EpochRecord[] = [];
  private latest: ObservedEvaluation | null = null;
  private best = { logLoss: Number.POSITIVE_INFINITY, epoch: 0 };

  constructor(private readonly setup: ObserverSetup) {}

  observe(evaluation: ObservedEvaluation): void {
    this.latest = evaluation;
  }

  /** @param context of an epoch whose validation part has been observed */
  async findings(context: EpochContext): Promise<EpochFindings> {
    const { data, plan, facts } = this.setup;
    const { scored } = this.latest!;
    const watched = watchedInnings(data);
    const shown = await inningsSnapshots(data, watched, plan, context.forward);
    const record = this.recordOf(context, this.latest!, smoothness(shown.queries.values, shown.queries.width), watched);
    this.records.push(record);
    const film = record.film;
    return {
      metrics: {
        smoothness: record.smoothness,
        ...(film ? { film_gamma: film.gamma, film_beta: film.beta, film_spread: film.spread } : {}),
      },
      diagnostics: [...diagnose(this.records, facts), ...this.lastWord(context)],
      logLines: [],
      snapshots: [
        { name: 'ball-probabilities', data: shown.probabilities },
        { name: 'ball-calibration', data: calibrationSnapshot(scored) },
        { name: 'ball-neighbourhood', data: shown.neighbourhood },
      ],
    };
  }

  private recordOf(
    { epoch, firstStep, training, parameters }: EpochContext,
    { loss, metrics, scored }: ObservedEvaluation,
    alike: number,
    watched: number,
  ): EpochRecord {
    const { data, shape } = this.setup;
    const logLoss = metrics['log_loss'] ?? Number.POSITIVE_INFINITY;
    if (logLoss < this.best.logLoss) this.best = { logLoss, epoch };
    return {
      epoch,
      firstLoss: firstStep.loss,
      trainingLoss: training['loss']!,
      validationLoss: loss,
      metrics,
      largestShare: largestShare(scored),
      gradientNorm: training['gradient_norm']!,
      gradientNormMax: training['gradient_norm_max']!,
      clippedShare: training['clipped_share']!,
      smoothness: alike,
      film: filmStatistics(shape, parameters, buildInningsGraph(data, watched)),
      deadParameters: deadParameters(parameters),
      seenUnseen: seenUnseenMacroF1(data, 'validation', scored),
      // Not tf.memory(): it asks a backend, and compiled executors run without one.
      tensors: engine().state.numTensors,
    };
  }

  private lastWord({ stopping, epoch }: EpochContext): readonly Diagnostic[] {
    if (stopping === null) return [];
    const found = baselineFinding(this.best, this.setup.baseline, epoch);
    return found ? [found] : [];
  }
}

function largestShare({ predicted, count }: ScoredSamples): number {
  const counts = new Array<number>(CLASS_COUNT).fill(0);
  predicted.forEach((ballClass) => {
    counts[ballClass]! += 1;
  });
  return Math.max(...counts) / count;
}

/** Parameters whose gradient of the last step is zero throughout. */
export const deadParameters = (parameters: ParameterStore): readonly string[] =>
  parameters.slots
    .filter(({ trainable, name }) => trainable && parameters.gradient(name).every((value) => value === 0))
    .map(({ name }) => name);
