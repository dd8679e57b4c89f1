/**
 * `reference`: the formulas of the published program, quirks included, for comparisons with it. `corrected`: the laws of
 * cricket and the real over (docs/families/hetero-gnn.md#rules lists the differences).
 */
export type RuleSet = 'reference' | 'corrected';

/** `bat_runs`: every delivery is a target, wides included. `legal_only`: wides and no-balls are history, never targets. */
export type LabelRule = 'bat_runs' | 'legal_only';

/** Everything of a configuration that decides what the data looks like. */
export interface CricketDataOptions {
  readonly rules: RuleSet;
  readonly labels: LabelRule;
  /** Matches by date (latest are the test part), or shuffled. */
  readonly splitBy: 'date' | 'random';
  /** Used by the random split only; apart from the seed of the run, so that seeds share their test matches. */
  readonly splitSeed: number;
  /** Share of the training matches that are trained on, above 0 to 1: the latest of them. Baselines see the same share. */
  readonly trainShare: number;
}
