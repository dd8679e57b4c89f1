/**
 * How a family's `predictions/<split>.csv` becomes metrics again: enough to slice and to resample stored predictions
 * without the engine. A family says it in its descriptor; the forms are general.
 */
export interface PredictionDescriptor {
  /** Column whose equal values belong together: match, play, game, date. Resampling draws whole clusters. */
  readonly clusterColumn: string;
  /** Metric id to the form that recomputes it. Metrics that are not here have no slices and no second opinion. */
  readonly metrics: Readonly<Record<string, PredictionMetric>>;
  readonly slices: readonly PredictionSlice[];
}

/** A metric as a function of sums over units (rows, or lists of rows). */
export type PredictionMetric =
  | {
      readonly kind: 'accuracy' | 'macro-f1' | 'weighted-f1';
      /** Columns of class numbers from 0. */
      readonly truth: string;
      readonly predicted: string;
      /** Names by class number. */
      readonly classes: readonly string[];
    }
  /** Mean of -log of the column that holds the probability of the true class, clipped at 1e-15. */
  | { readonly kind: 'log-loss'; readonly truth: string; readonly probabilities: readonly string[] }
  /** Mean of a column. */
  | { readonly kind: 'mean'; readonly column: string }
  /** Root of sum(column) / sum(weight); a squared error column, weight 1 without a weight column. */
  | { readonly kind: 'root-mean'; readonly column: string; readonly weight: string | null }
  /** Mean over lists of the rank correlation of two columns. */
  | {
      readonly kind: 'list-rank-correlation';
      /** Rows with equal values in these columns are a list. */
      readonly list: readonly string[];
      readonly score: string;
      readonly target: string;
      /** Whether a small target is good, as a rank is. */
      readonly isTargetDescending: boolean;
      /** Only rows where this column has this value. */
      readonly where: { readonly column: string; readonly value: string } | null;
    };

/** A way to cut a split. */
export interface PredictionSlice {
  readonly name: string;
  readonly label: string;
  readonly column: string;
  /** First characters of the value that count, for example 7 of a date for its month; null: all. */
  readonly prefix: number | null;
  /** Words for values. */
  readonly labels: Readonly<Record<string, string>>;
}
