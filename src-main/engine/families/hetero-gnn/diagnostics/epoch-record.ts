import type { SplitMetrics } from '#contract/runs';

/** What the rules look at after an epoch; a run keeps one record an epoch. */
export interface EpochRecord {
  /** Finished epochs, from 1. */
  readonly epoch: number;
  /** Loss of the first batch of the epoch, dropout on. */
  readonly firstLoss: number;
  readonly trainingLoss: number;
  readonly validationLoss: number;
  /** Of the validation part. */
  readonly metrics: SplitMetrics;
  /** Largest share of the predictions of the validation part in one class. */
  readonly largestShare: number;
  readonly gradientNorm: number;
  readonly gradientNormMax: number;
  readonly clippedShare: number;
  /** 1 - mean cosine of the query's final states of two moments: 0 when all are alike. */
  readonly smoothness: number;
  /** FiLM of the query's last layer over the phases; null without FiLM. */
  readonly film: { readonly gamma: number; readonly beta: number; readonly spread: number } | null;
  /** Parameters without any gradient in the last step of the epoch. */
  readonly deadParameters: readonly string[];
  /** Macro F1 with all three players seen in training, and with at least one unseen; null when one kind is missing. */
  readonly seenUnseen: { readonly seen: number; readonly unseen: number } | null;
  /** Tensors that tfjs holds between two epochs. */
  readonly tensors: number;
}

/** What the records are judged by. */
export interface RunFacts {
  /** Loss that the first batch should have, and what answers so; null = unknown. */
  readonly firstLoss: { readonly expected: number; readonly of: string } | null;
  /** Log loss on validation of the class frequencies of training. */
  readonly priorLogLoss: number;
  /** Macro F1 on validation of always the most frequent class. */
  readonly constantMacroF1: number;
  /** The loss weighs classes: rare ones are over-predicted on purpose. */
  readonly isWeighted: boolean;
  readonly clips: boolean;
}
