import type { HeteroGnnConfig } from '#contract/config/hetero-gnn';
import type { Model } from '../family';
import type { HeldOutLogistic } from './baselines/held-out-logistic';
import type { LogisticModel } from './baselines/logistic-regression';
import { exactPlan } from './batches/exact-plan';
import { packedPlan } from './batches/packed-plan';
import type { BatchPlan, BatchSetup } from './batches/batch-plan';
import type { CricketData } from './data/cricket-data';
import { classWeights } from './network/losses';
import { createNetwork, type Execution } from './network/network';
import { networkShape, type NetworkShape, type TableSizes } from './network/network-shape';

/** Batches by execution; the direction of relations is a choice of exact execution alone. */
const PLANS = {
  packed: (setup) => packedPlan(setup),
  exact: (setup, { model }) => exactPlan(setup, model.relations),
} satisfies Record<Execution, (setup: BatchSetup, config: HeteroGnnConfig) => BatchPlan>;

/** What is fitted on the training part before the network. */
export interface FittedRegression {
  readonly full: LogisticModel;
  /** For each training match a regression without it; null where there is no residual. */
  readonly heldOut: HeldOutLogistic | null;
}

/** The network of a configuration and how its batches are made. */
export interface FamilyNetwork {
  readonly shape: NetworkShape;
  readonly model: Model;
  readonly plan: BatchPlan;
  /** Weight of each class in the loss. */
  readonly weights: readonly number[];
}

/**
 * @param data        its vocabulary sizes the tables
 * @param classCounts training samples by class
 * @param regression  null: read from a checkpoint, and not trained here
 */
export function familyNetwork(
  config: HeteroGnnConfig,
  data: CricketData,
  classCounts: readonly number[],
  regression: FittedRegression | null = null,
): FamilyNetwork {
  const shape = networkShape(config, data.vocabulary.sizes);
  const weights = classWeights(config.loss, classCounts);
  const { training, model } = config;
  const heldOut = regression?.heldOut ?? null;
  const slots = model.execution === 'packed' ? training.batch_innings : training.batch_size;
  const setup: BatchSetup = { data, shape, slots, classWeights: weights, idDropout: training.id_dropout, heldOut };
  return {
    shape,
    weights,
    model: createNetwork(shape, config.loss, model.execution, regression?.full ?? null),
    plan: PLANS[model.execution](setup, config),
  };
}

/** The model alone, for a description without data. */
export const describedModel = (config: HeteroGnnConfig, tables: TableSizes): Model =>
  createNetwork(networkShape(config, tables), config.loss, config.model.execution);
