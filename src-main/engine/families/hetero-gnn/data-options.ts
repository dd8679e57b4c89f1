import type { HeteroGnnConfig } from '#contract/config/hetero-gnn';
import type { CricketDataOptions } from './data/data-options';

/** The part of a configuration that decides what the data looks like. */
export const dataOptions = ({ data }: HeteroGnnConfig): CricketDataOptions => ({
  rules: data.rules,
  labels: data.labels,
  splitBy: data.split,
  splitSeed: data.split_seed,
  trainShare: data.train_share,
});
