import type { HeteroGnnConfig, HeteroGnnPreprocessing } from '#contract/config/hetero-gnn';
import type { EvaluationSplit } from '#contract/ids';
import type { ForwardPass } from '../../backend/executor';
import type { Evaluation, TrainingTask } from '../family';
import { baselineMetrics } from './baselines/baseline-metrics';
import { baselineLogits, REFERENCE_BASELINE, type FittedBaselines } from './baselines/fit-baselines';
import type { HeldOutLogistic } from './baselines/held-out-logistic';
import { answerPart } from './batches/answer-part';
import type { LoadedCricketData } from './data/load-cricket-data';
import type { RunFacts } from './diagnostics/epoch-record';
import { RunObserver } from './diagnostics/run-observer';
import { evaluatePart, scorePart, scoreTableOf } from './evaluation/evaluate-part';
import { fitCalibration, type Calibration } from './evaluation/calibration';
import { classPrior } from './evaluation/class-weights';
import { partSamples } from './evaluation/part-samples';
import { familyNetwork } from './family-network';
import { DOT } from './matches/ball-class';
import { uniformLoss } from './network/losses';
import { runFacts } from './run-facts';
import { trainingOptions } from './training-options';

/** Parts that a run is judged on; `holdout` is not used: stopping and calibration look at validation. */
const SPLITS = ['validation', 'test'] as const satisfies readonly EvaluationSplit[];
type JudgedPart = (typeof SPLITS)[number];

/** What is fitted before the network. */
export interface FittedBefore {
  readonly baselines: FittedBaselines;
  /** null without a residual. */
  readonly heldOut: HeldOutLogistic | null;
}

/** One run's task. */
export function createTrainingTask(
  config: HeteroGnnConfig,
  loaded: LoadedCricketData,
  { baselines: fitted, heldOut }: FittedBefore,
  seed: number,
): TrainingTask {
  const { data, vocabulary } = loaded;
  const { classCounts, samples } = data.parts.train;
  const network = familyNetwork(config, data, classCounts, { full: fitted.logistic, heldOut });
  const { plan, shape, model, weights } = network;
  const effectiveBatch = samples / plan.stepsPerEpoch;
  const options = trainingOptions(config, seed, effectiveBatch);
  const baselines = baselineMetrics(data, SPLITS, fitted);
  const { labels } = partSamples(data, 'validation');
  const baseline = baselines[REFERENCE_BASELINE].validation?.['log_loss'] ?? Number.POSITIVE_INFINITY;
  const observer = new RunObserver({
    data,
    shape,
    plan,
    baseline,
    facts: {
      firstLoss: heldOut
        ? residualFirstLoss(config.loss.kind, baseline)
        : { expected: uniformLoss(config.loss, classCounts, weights), of: 'a uniform answer' },
      priorLogLoss: baselines.prior.validation?.['log_loss'] ?? Number.POSITIVE_INFINITY,
      constantMacroF1: constantMacroF1(labels),
      isWeighted: weights.some((weight) => weight !== 1),
      clips: config.training.max_gradient_norm !== null,
    },
  });
  let calibration: Calibration | null = null;

  async function evaluate(split: JudgedPart, forward: ForwardPass): Promise<Evaluation> {
    const { logits, loss } = await answerPart(data, split, plan, forward);
    // Refitted whenever validation is judged, so what judges test belongs to the same weights.
    if (split === 'validation') calibration = fitCalibration(logits, labels, classPrior(classCounts));
    const { metrics, predictions } = evaluatePart(data, split, logits, calibration);
    if (split === 'validation')
      observer.observe({ loss, metrics, scored: scorePart(data, split, logits, calibration) });
    return { metrics, loss, predictions };
  }

  return {
    model,
    options,
    stepsPerEpoch: plan.stepsPerEpoch,
    splits: SPLITS,
    epoch: (index) => plan.epoch(seed, index),
    evaluate: (split, forward) => evaluate(judged(split), forward),
    baselines,
    baselinePredictions: (split) => ({
      [REFERENCE_BASELINE]: scoreTableOf(
        data,
        judged(split),
        baselineLogits(data, judged(split), fitted, REFERENCE_BASELINE),
        fitted.calibrations[REFERENCE_BASELINE],
      ),
    }),
    afterEpoch: (context) => observer.findings(context),
    get preprocessing(): HeteroGnnPreprocessing {
      return {
        version: 1,
        vocabulary: {
          venues: [...vocabulary.venues],
          teams: [...vocabulary.teams],
          players: vocabulary.players.map(([id, team, role]) => [id, team, role]),
        },
        classCounts: [...classCounts],
        table: [...fitted.table],
        calibration: calibration && {
          ...calibration,
          decisionWeights: [...calibration.decisionWeights],
          prior: [...calibration.prior],
        },
      };
    },
    facts: runFacts(loaded, network, effectiveBatch, options.learningRate),
  };
}

/** A residual starts as the regression; what other losses make of its answers is not known before. */
const residualFirstLoss = (kind: HeteroGnnConfig['loss']['kind'], baseline: number): RunFacts['firstLoss'] =>
  kind === 'plain' ? { expected: baseline, of: 'the logistic regression' } : null;

/** @throws RangeError for `holdout`, which the task does not announce */
export function judged(split: EvaluationSplit): JudgedPart {
  if (split === 'holdout') throw new RangeError('This family holds nothing out of training.');
  return split;
}

/** Macro F1 of always saying Dot: one of seven classes has F1 2 a / (1 + a) with a its share. */
function constantMacroF1(labels: Uint8Array): number {
  const share = labels.reduce((sum, label) => sum + (label === DOT ? 1 : 0), 0) / labels.length;
  return (2 * share) / (1 + share) / 7;
}
