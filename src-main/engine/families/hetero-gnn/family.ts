import type { ExperimentConfig } from '#contract/config/experiment';
import type { HeteroGnnConfig } from '#contract/config/hetero-gnn';
import { experimentOf } from '../experiment-of';
import type { Family, InferenceTask, PrepareContext } from '../family';
import { sharedAmongSeeds } from '../shared-values';
import { baselineMetrics } from './baselines/baseline-metrics';
import type { BaselineContext } from './baselines/cached-logistic';
import { fitBaselines } from './baselines/fit-baselines';
import { heldOutLogistic } from './baselines/held-out-logistic';
import { probeBatch } from './batches/probe-batch';
import { checkCricketSource } from './check-source';
import { dataOptions } from './data-options';
import type { CricketData } from './data/cricket-data';
import { loadCricketData, loadUnseenData } from './data/load-cricket-data';
import { unseenWarnings } from './data/unseen-warnings';
import { describedModel } from './family-network';
import { generateMatches } from './generate/generate-matches';
import { createInferenceTask } from './inference-task';
import { readPreprocessing } from './preprocessing';
import { createTrainingTask, judged } from './training-task';
import { applyVocabulary } from './vocabulary/build-vocabulary';

/** Rows of the tables for all 3,046 published matches, for a description without data. */
const USUAL_TABLES = { venues: 324, teams: 106, players: 4201 };

/** Next-ball prediction with a heterogeneous graph network. See docs/families/hetero-gnn.md. */
export const heteroGnn: Family = {
  id: 'hetero-gnn',

  async prepare(experiment, context) {
    const config = ofFamily(experiment);
    const { loaded, ...fitted } = await sharedAmongSeeds(context, 'matches', async () => {
      const loaded = await loadCricketData(dataOptions(config), context);
      const baselines = await fittedBaselines(loaded.data, context);
      const heldOut = config.model.residual === 'logistic' ? await fittedHeldOut(loaded.data, context) : null;
      return { loaded, baselines, heldOut };
    });
    return createTrainingTask(config, loaded, fitted, context.seed);
  },

  describe: (experiment) => describedModel(ofFamily(experiment), USUAL_TABLES),

  probe: (experiment, samples) => probeBatch(ofFamily(experiment), USUAL_TABLES, samples),

  infer(experiment, stored, context) {
    const config = ofFamily(experiment);
    const preprocessing = readPreprocessing(stored);
    return context.split === null
      ? inferUnseen(config, preprocessing, context)
      : inferSplit(config, preprocessing, context, judged(context.split));
  },

  checkSource: (path, signal) => checkCricketSource(path, signal),

  generateSource: (directory, seed) => Promise.resolve().then(() => generateMatches(directory, seed)),
};

const baselineContext = (context: PrepareContext, phase: string): BaselineContext => ({
  fingerprint: context.source.fingerprint,
  cacheFolder: context.cacheFolder,
  signal: context.signal,
  onProgress: (fraction) => context.phase(phase, fraction),
});

const fittedBaselines = (data: CricketData, context: PrepareContext) =>
  fitBaselines(data, baselineContext(context, 'fitting logistic regression'));

const fittedHeldOut = (data: CricketData, context: PrepareContext) =>
  heldOutLogistic(data, baselineContext(context, 'fitting logistic regressions without some matches'));

type Preprocessing = ReturnType<typeof readPreprocessing>;

async function inferUnseen(
  config: HeteroGnnConfig,
  preprocessing: Preprocessing,
  context: PrepareContext,
): Promise<InferenceTask> {
  const { data } = await loadUnseenData(dataOptions(config), preprocessing.vocabulary, context, null);
  return createInferenceTask(config, data, preprocessing, ['test'], undefined, unseenWarnings(data, 'test'));
}

/** The part as the run saw it: the training matches are there too, so all baselines are. */
async function inferSplit(
  config: HeteroGnnConfig,
  preprocessing: Preprocessing,
  context: PrepareContext,
  split: ReturnType<typeof judged>,
): Promise<InferenceTask> {
  const { data } = await loadCricketData(dataOptions(config), context);
  const baselines = baselineMetrics(data, [split], await fittedBaselines(data, context));
  const numbered = { ...data, vocabulary: applyVocabulary(data.archive, preprocessing.vocabulary) };
  return createInferenceTask(config, numbered, preprocessing, [split], baselines);
}

const ofFamily = (experiment: ExperimentConfig): HeteroGnnConfig => experimentOf('hetero-gnn', experiment);
