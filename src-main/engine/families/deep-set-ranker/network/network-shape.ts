import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';

/** Everything that decides the network's parameters and operations. */
export interface NetworkShape {
  /** S, statistics of a player. */
  readonly statistics: number;
  /** Rows of the embedding for players; the padding row comes after them. */
  readonly embeddings: number;
  readonly embeddingWidth: number;
  /** Widths of the player encoder; the last is the attention width. */
  readonly encoderWidths: readonly number[];
  readonly heads: number;
  /** Probability of dropping an activation or an attention weight in training. */
  readonly dropout: number;
  /** Share of the minutes that pooling weights are blended with; 0 pools with the attention alone. */
  readonly poolingMinutesShare: number;
  readonly minutesSumMinimum: number;
  readonly hasWinRateResidual: boolean;
  readonly loss: DeepSetRankerConfig['training']['loss_type'];
}

/** @param statistics S, read from the first batch, or from the configuration when there is no data */
export const networkShape = ({ model_a, training }: DeepSetRankerConfig, statistics: number): NetworkShape => ({
  statistics,
  embeddings: model_a.num_embeddings,
  embeddingWidth: model_a.embedding_dim,
  encoderWidths: model_a.encoder_hidden,
  heads: model_a.attention_heads,
  dropout: model_a.dropout,
  poolingMinutesShare: model_a.bias_in_pooling ? model_a.minutes_bias_weight : 0,
  minutesSumMinimum: model_a.minutes_sum_min,
  hasWinRateResidual: model_a.win_rate_residual,
  loss: training.loss_type,
});

/** @returns width of the attention: that of the last encoder layer */
export const attentionWidth = ({ encoderWidths }: NetworkShape): number => encoderWidths.at(-1)!;
