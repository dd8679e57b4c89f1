import { z } from 'zod';
import { engineConfigSchema } from './engine';
import { field } from './field';
import { optimizerConfigSchema, scheduleConfigSchema } from './optimization';

const weeks = z.array(z.int().min(1).max(30));
const weeksBetween = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Positions with a one-hot column of their own: with the original feature set they make 35 columns. */
const USUAL_POSITIONS = [
  'CB',
  'DB',
  'DE',
  'FB',
  'FS',
  'HB',
  'ILB',
  'LB',
  'MLB',
  'OLB',
  'QB',
  'RB',
  'S',
  'SS',
  'TE',
  'WR',
];

const dataSchema = field(
  z.strictObject({
    source: field(z.string().min(1).default('nfl-tracking'), {
      description: 'Name of a registered data source (assay data list).',
    }),
    train_weeks: field(weeks.min(1).default(weeksBetween(1, 15)), {
      description:
        'Weeks the model learns from, in every season of the source; standardisation is fitted on them alone.',
    }),
    holdout_weeks: field(weeks.default([]), {
      description: 'Weeks that training stops and chooses its weights on. Empty: the validation weeks do both.',
      effect:
        'With holdout weeks the validation figure is untouched by any choice; without, it is slightly flattering.',
    }),
    validation_weeks: field(weeks.default(weeksBetween(16, 22)), {
      description: 'Weeks that models are compared on.',
    }),
    test_weeks: field(weeks.default([]), {
      description: 'Weeks looked at once, at the end. Never used for a choice.',
    }),
  }),
  { description: 'Source and split by week.' },
).prefault({});

const sequencesSchema = field(
  z.strictObject({
    max_input_len: field(z.int().min(2).max(200).default(30), {
      description:
        'Frames before the release that the encoder reads; the latest are kept, short ones are padded in front.',
      unit: 'frames of 0.1 s',
    }),
    max_output_len: field(z.int().min(1).max(200).default(40), {
      description: 'Frames of the training target; later ones are cut, short ones padded behind and masked.',
      unit: 'frames of 0.1 s',
      effect: 'Limits training only: forecasts reach as far as each play needs.',
    }),
    only_players_to_predict: field(z.boolean().default(true), {
      description: 'Samples are the players to predict; false keeps all players of the input, most without a target.',
    }),
    feature_set: field(z.enum(['extended', 'original']).default('extended'), {
      description:
        'extended: 16 numbers (with sine and cosine of both angles and the flight time), position, side, role. original: 11 numbers and play direction, position, side, role.',
    }),
    positions: field(z.array(z.string().min(1)).min(1).max(40).default(USUAL_POSITIONS), {
      description:
        'Player positions that have a one-hot column. Another position is all zeros, and is named before training.',
    }),
    target: field(z.enum(['displacement', 'position']).default('displacement'), {
      description: 'What the decoder says for each frame: the step since the last frame, or the place on the field.',
      effect: 'Positions must be learned from nothing and lose to straight lines at short horizons.',
    }),
  }),
  { description: 'How tracks become sequences.' },
).prefault({});

const jointSchema = field(
  z.strictObject({
    width: field(z.int().min(8).max(512).default(64), { description: 'Width of a player in the set attention.' }),
    heads: field(z.int().min(1).max(16).default(4), {
      description: 'Attention heads; the width must be divisible by it.',
    }),
    blocks: field(z.int().min(1).max(8).default(2), { description: 'Attention blocks over the players of a play.' }),
    control_points: field(z.int().min(2).max(10).default(5), {
      description: 'Control points of the curve that is added to the straight line of constant velocity.',
    }),
    release_shift: field(z.int().min(0).max(15).default(0), {
      description: 'Training plays are also seen up to so many frames after the release; 0 never.',
      unit: 'frames of 0.1 s',
      effect: 'More views of few plays; validation plays are always seen at the release.',
    }),
  }),
  { description: 'The joint variant: all players of a play together, residual on constant velocity.' },
).prefault({});

const modelSchema = field(
  z
    .strictObject({
      variant: field(z.enum(['seq2seq', 'joint']).default('seq2seq'), {
        description:
          'seq2seq: recurrent encoder and decoder, each player for himself. joint: set attention over the players of a play.',
      }),
      cell: field(z.enum(['lstm', 'gru']).default('lstm'), { description: 'Recurrent cell of the seq2seq variant.' }),
      layers: field(z.int().min(1).max(2).default(2), {
        description:
          'Recurrent layers of encoder and decoder each. The state of the last encoder layer starts the first decoder layer.',
      }),
      latent_dim: field(z.int().min(2).max(2048).default(128), { description: 'Units of every recurrent layer.' }),
      dense_units: field(z.int().min(0).max(4096).default(128), {
        description: 'Width of the ReLU layer before the two outputs of a frame; 0 leaves it out.',
      }),
      dropout_rate: field(z.number().min(0).max(0.9).default(0.2), {
        description: 'Share of the activations dropped in training: before the dense head, and in the blocks of joint.',
      }),
      joint: jointSchema,
    })
    .refine(({ joint }) => joint.width % joint.heads === 0, {
      path: ['joint', 'heads'],
      message: 'joint.width must be divisible by joint.heads.',
    }),
  { description: 'The network.' },
).prefault({});

const trainingSchema = field(
  z.strictObject({
    training_mode: field(z.enum(['teacher', 'free', 'scheduled']).default('free'), {
      description:
        'What the decoder is fed in training: the true last step, its own, or the true one with a probability that falls to 0.',
      effect: 'teacher gives the best one-step error and the worst forecasts.',
    }),
    scheduled_epochs: field(z.int().min(1).max(10_000).default(20), {
      description: 'Epochs over which scheduled goes from true to own steps, linearly.',
      unit: 'epochs',
    }),
    loss_on: field(z.enum(['target', 'positions']).default('positions'), {
      description:
        'Squared error of the target as the decoder says it, or of the summed positions. teacher always takes the target.',
    }),
    normalization: field(z.enum(['valid', 'all', 'none']).default('valid'), {
      description:
        'valid: masked, divided by the valid frames. all: masked, divided by all frames (as Keras does). none: no mask, padding is learned.',
      effect: 'Losses of different settings cannot be compared; compare rollout_rmse_yards.',
    }),
    mirror: field(z.boolean().default(false), {
      description: 'Each training sample is mirrored across the length of the field with probability one half.',
    }),
    bucket_frames: field(z.int().min(1).max(100).nullable().default(10), {
      description:
        'Batches hold plays of similar length and are padded to a multiple of this many frames only; null pads all to max_output_len.',
      unit: 'frames of 0.1 s',
      effect:
        'Time, not results: less padding is computed. Without masks (none) padding is trained on, so it has no effect.',
    }),
    batch_size: field(z.int().min(1).max(4096).default(64), {
      description: 'Samples of a step: players, or plays for joint.',
      unit: 'samples',
    }),
    epochs: field(z.int().min(1).max(10_000).default(100), {
      description: 'Passes over the training samples.',
      unit: 'epochs',
    }),
    learning_rate: field(z.number().positive().max(10).default(1e-3), {
      description: 'Rate of the optimiser at its height.',
      effect: 'Too large diverges; too small does not learn within the epochs.',
    }),
    max_gradient_norm: field(z.number().positive().nullable().default(1), {
      description: 'Largest global gradient norm; a larger gradient is scaled down to it. null never clips.',
    }),
    monitor: field(z.enum(['rollout_rmse_yards', 'loss']).default('rollout_rmse_yards'), {
      description:
        'What early stopping, the plateau rule and the shipped weights go by, on the holdout or validation weeks.',
    }),
    early_stopping_patience: field(z.int().min(0).default(15), {
      description:
        'Epochs without a better monitored value before training stops with the best weights; 0 never stops.',
      unit: 'epochs',
    }),
    early_stopping_min_delta: field(z.number().min(0).default(0), { description: 'Least improvement that counts.' }),
    optimizer: optimizerConfigSchema,
    schedule: scheduleConfigSchema,
  }),
  { description: 'Loss, decoding and optimisation.' },
).prefault({});

/** Experiment of the family `masked-seq2seq`: player movement while the ball is in the air. See docs/families/masked-seq2seq.md. */
export const maskedSeq2SeqSchema = z.strictObject({
  family: z.literal('masked-seq2seq').describe('Model family.'),
  data: dataSchema,
  sequences: sequencesSchema,
  model: modelSchema,
  training: trainingSchema,
  engine: engineConfigSchema,
});
export type MaskedSeq2SeqConfig = z.infer<typeof maskedSeq2SeqSchema>;

const finiteNumbers = z.array(z.number());
/** Of x and y. */
const pair = z.tuple([z.number(), z.number()]);

/** What a checkpoint of this family stores beside its weights: how raw tracks become inputs, and outputs yards. */
export const maskedSeq2SeqPreprocessingSchema = z.strictObject({
  version: z.literal(1),
  /** Of the numeric features in their order, over all rows of the training weeks. */
  numeric: z.strictObject({ names: z.array(z.string()), means: finiteNumbers, deviations: finiteNumbers }),
  /** Values of each one-hot column, sorted, as met in the training weeks. Another value is all zeros. */
  categories: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()) })),
  /** The decoder says (target - mean) / deviation. */
  target: z.strictObject({ mean: pair, deviation: pair }),
  /** Deviation of the way from the release, yards: what the loss on positions is divided by. */
  wayDeviation: z.number().positive(),
  /** Coefficients of the ridge baseline by role and coordinate. */
  ridge: z.record(z.string(), z.strictObject({ x: finiteNumbers, y: finiteNumbers })),
});
export type MaskedSeq2SeqPreprocessing = z.infer<typeof maskedSeq2SeqPreprocessingSchema>;
