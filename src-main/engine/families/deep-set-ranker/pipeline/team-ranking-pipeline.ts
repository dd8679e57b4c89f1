import type { DeepSetRankerConfig, StackingMember } from '#contract/config/deep-set-ranker';
import type { MetricsBySplit, SplitMetrics } from '#contract/runs';
import type { EvaluationSplit } from '#contract/ids';
import type { ModelTrainer } from '../../../pipeline/model-trainer';
import type { Pipeline, PipelineReport } from '../../../pipeline/pipeline';
import type { PipelineStep, StepFiles } from '../../../pipeline/step';
import type { PrepareContext } from '../../family';
import { isBoxScoreFile } from '../box-scores/layout';
import { checkStatisticsWidth } from '../ranking-data/build-ranking-data';
import { cloneStep } from './clone-step';
import { evaluationStep, readEvaluation, type EvaluationMetrics } from './evaluation-step';
import { inferenceStep } from './inference-step';
import { modelAStep, readModelATraining } from './model-a-step';
import { modelBStep } from './model-b-step';
import { modelCStep } from './model-c-step';
import { readNetwork } from './network-files';
import { storedEnsemble } from './stored-ensemble';
import { PipelineData } from './pipeline-data';
import { stackingStep } from './stacking-step';

/** The steps of `pipeline: team-ranking` (spec section 4). See docs/families/deep-set-ranker.md. */
export function teamRankingPipeline(
  config: DeepSetRankerConfig,
  context: PrepareContext,
  trainer: ModelTrainer,
): Pipeline {
  checkStatisticsWidth(config);
  const data = new PipelineData(config, context);
  const { seed } = context;
  const has = (member: StackingMember): boolean => config.stacking.members.includes(member);
  const steps: readonly PipelineStep[] = [
    modelAStep(config, seed, data, trainer),
    ...(has('model_b') ? [modelBStep(config, seed, data)] : []),
    ...(has('model_c') ? [modelCStep(config, seed, data)] : []),
    stackingStep(config),
    inferenceStep(config),
    evaluationStep(config),
    ...(config.clone_classifier.enabled ? [cloneStep(config, seed, data)] : []),
  ];
  return {
    name: 'team-ranking',
    steps,
    only: config.pipeline_step,
    isDataFile: isBoxScoreFile,
    async finish(files) {
      const report = reportOf(files);
      if (!files['Stacking']) return report;
      const network = readNetwork(files['Model A']!);
      await trainer.publish(ENSEMBLE, network, {
        ...(network.preprocessing as object),
        ensemble: storedEnsemble(files),
      });
      return report.best ? { ...report, best: { ...report.best, role: ENSEMBLE } } : report;
    },
  };
}

/** Role of the checkpoint that holds every member and the stacker. */
const ENSEMBLE = 'ensemble';

const NOT_TRAINED = {
  epochs: 0,
  steps: 0,
  best: null,
  stopReason: 'completed',
  parameters: { total: 0, trainable: 0 },
} as const;

function reportOf(files: Readonly<Record<string, StepFiles>>): PipelineReport {
  const modelA = files['Model A'];
  const training = modelA ? readModelATraining(modelA) : NOT_TRAINED;
  const evaluation = files['Evaluation'];
  const judged: EvaluationMetrics = evaluation ? readEvaluation(evaluation) : { models: {}, baselines: {} };
  const { best } = training;
  return {
    metrics: flatMetrics(judged),
    baselines: { ...judged.baselines },
    best: best && { metric: best.metric, split: best.split, value: best.value, epoch: best.epoch, role: best.role },
    epochs: training.epochs,
    steps: training.steps,
    parameters: training.parameters,
    stopReason: training.stopReason,
  };
}

/** Metrics of the ensemble under their own ids, those of the members with the member in front: `model_b_rank_rmse`. */
function flatMetrics({ models }: EvaluationMetrics): MetricsBySplit {
  const { ensemble = {}, ...members } = models;
  const splits = Object.entries(ensemble) as [EvaluationSplit, SplitMetrics][];
  return Object.fromEntries(
    splits.map(([split, metrics]) => {
      const ofMembers = Object.entries(members).flatMap(([member, bySplit]) =>
        Object.entries(bySplit[split] ?? {})
          .filter(([id]) => id !== 'n' && id !== 'clusters')
          .map(([id, value]) => [`${member}_${id}`, value] as const),
      );
      return [split, { ...metrics, ...Object.fromEntries(ofMembers) }];
    }),
  );
}
