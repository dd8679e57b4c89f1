import type { MaskedSeq2SeqConfig } from '#contract/config/masked-seq2seq';
import type { SequenceNormalization } from '../../../losses/sequence-squared-error';

/** Everything that decides the parameters and operations of the recurrent network. */
export interface NetworkShape {
  /** F. */
  readonly features: number;
  readonly inputSteps: number;
  readonly cell: 'lstm' | 'gru';
  readonly layers: number;
  /** L. */
  readonly width: number;
  /** 0: the head is one linear layer. */
  readonly denseUnits: number;
  readonly dropout: number;
  readonly mode: 'teacher' | 'free' | 'scheduled';
  /** The loss compares summed steps; else the decoder's own outputs. */
  readonly isLossOnPositions: boolean;
  readonly normalization: SequenceNormalization;
  /** Frames of a target with all its padding. */
  readonly maxOutputLen: number;
  /** Decoder units to yards, x and y. */
  readonly targetDeviation: readonly [number, number];
  /** Yards that an error of summed steps is divided by. */
  readonly wayDeviation: number;
}

/** What the data decides of a shape. */
export type DataScales = Pick<NetworkShape, 'features' | 'targetDeviation' | 'wayDeviation'>;

export const networkShape = (
  { sequences, model, training }: MaskedSeq2SeqConfig,
  scales: DataScales,
): NetworkShape => ({
  ...scales,
  inputSteps: sequences.max_input_len,
  cell: model.cell,
  layers: model.layers,
  width: model.latent_dim,
  denseUnits: model.dense_units,
  dropout: model.dropout_rate,
  mode: training.training_mode,
  isLossOnPositions:
    training.loss_on === 'positions' && training.training_mode !== 'teacher' && sequences.target === 'displacement',
  normalization: training.normalization,
  maxOutputLen: sequences.max_output_len,
});
