import type { ExperimentConfig } from '#contract/config/experiment';
import type { MaskedSeq2SeqConfig } from '#contract/config/masked-seq2seq';
import type { Family } from '../family';
import { sharedAmongSeeds } from '../shared-values';
import { checkTrackingSource } from './check-source';
import { generateTracking, SAMPLE_SIZE, SEASON_SIZE } from './generate/generate-tracking';
import { createInferenceTask } from './inference-task';
import { jointShape, USUAL_SLOTS } from './joint/joint-forecaster';
import { createJointNetwork } from './joint/joint-network';
import { createNetwork } from './network/network';
import { networkShape } from './network/network-shape';
import { loadTracking } from './prepared/load-tracking';
import { jointProbe, recurrentProbe } from './probe-batch';
import { featureWidth, readPreprocessing } from './sequences/preprocessing';
import { splitTracks, unseenTracks } from './sequences/split-tracks';
import { trackingFolder } from './tracking/layout';
import { createTrainingTask } from './training-task';

/** Scales of a description without data: they change no parameter. */
const NO_SCALES = { targetDeviation: [1, 1], wayDeviation: 1 } as const;

/** Forecasts of player movement while the ball is in the air. See docs/families/masked-seq2seq.md. */
export const maskedSeq2Seq: Family = {
  id: 'masked-seq2seq',

  async prepare(experiment, context) {
    const config = ofFamily(experiment);
    const { loaded, tracks } = await sharedAmongSeeds(context, 'tracks', async () => {
      const loaded = await Promise.resolve().then(() => loadTracking(config, context));
      return { loaded, tracks: splitTracks(loaded.data, config, trackingFolder(context.source.path)) };
    });
    return createTrainingTask(config, loaded, tracks, context.seed);
  },

  describe(experiment) {
    const config = ofFamily(experiment);
    return config.model.variant === 'joint'
      ? createJointNetwork(jointShape(config, NO_SCALES.wayDeviation), USUAL_SLOTS)
      : createNetwork(shapeWithoutData(config));
  },

  probe(experiment, samples) {
    const config = ofFamily(experiment);
    return config.model.variant === 'joint'
      ? jointProbe(jointShape(config, NO_SCALES.wayDeviation), samples, USUAL_SLOTS)
      : recurrentProbe(shapeWithoutData(config), samples);
  },

  async infer(experiment, stored, context) {
    const config = ofFamily(experiment);
    const preprocessing = readPreprocessing(stored, config);
    const { data } = await Promise.resolve().then(() => loadTracking(config, context));
    const tracks =
      context.split === null
        ? unseenTracks(data, config)
        : splitTracks(data, config, trackingFolder(context.source.path))[context.split];
    return createInferenceTask(config, data, preprocessing, context.split ?? 'test', tracks);
  },

  checkSource: (path, signal) => Promise.resolve().then(() => checkTrackingSource(path, signal)),

  generateSource: (directory, seed, generator) =>
    Promise.resolve().then(() =>
      generateTracking(directory, seed, generator === 'tracking-season' ? SEASON_SIZE : SAMPLE_SIZE),
    ),
};

const shapeWithoutData = (config: MaskedSeq2SeqConfig) =>
  networkShape(config, { ...NO_SCALES, features: featureWidth(config.sequences) });

/** Narrows an experiment to this family; the registry only hands over its own. */
function ofFamily(experiment: ExperimentConfig): MaskedSeq2SeqConfig {
  if (experiment.family !== 'masked-seq2seq') throw new RangeError(`No sequence model: ${experiment.family}.`);
  return experiment;
}
