import type { FeatureMatrix } from './feature-matrix';

/** What every fit takes beside its data: where its random numbers come from, who may stop it, who is told. */
export interface FitContext {
  /** Same seed, data and options: the same model, bit for bit. From 0 to 2^53 - 1. */
  readonly seed: number;
  /** Looked at between rounds and trees; the fit then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told after every round or tree. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Rows that a fit does not learn from and is watched on. */
export interface ValidationRows {
  readonly table: FeatureMatrix;
  readonly target: ArrayLike<number>;
}
