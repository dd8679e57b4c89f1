import type { HeteroGnnConfig } from '#contract/config/hetero-gnn';
import { float32 } from '../../../backend/host-tensor';
import { randomStream } from '../../../random/random-stream';
import type { TrainingBatch } from '../../family';
import { CLASS_COUNT } from '../matches/ball-class';
import { HELD_OUT_BALL_LOGITS, HELD_OUT_LOGITS } from '../network/logistic-residual';
import { networkNoise } from '../network/network-noise';
import { networkShape, type TableSizes } from '../network/network-shape';
import { exactBatch, exactSamples } from '../operators/exact-batch';
import { packInnings } from '../packing/packed-batch';
import { madeUpInnings } from './made-up-innings';

/** Deliveries of a made-up innings: about those of a real one. */
const DELIVERIES = 122;
const SEED = 1;

/** A made-up batch for a network without data: whole innings when packed, so their samples come to the next multiple. */
export function probeBatch(config: HeteroGnnConfig, tables: TableSizes, samples: number): TrainingBatch {
  const { execution, relations, residual, surprises_to_head } = config.model;
  const stream = randomStream(SEED, 'probe');
  const count = Math.ceil(samples / (DELIVERIES - 1));
  const graphs = Array.from({ length: count }, (_, index) =>
    madeUpInnings(index, DELIVERIES, tables, () => stream.uniform()),
  );
  const classWeights = Array.from({ length: CLASS_COUNT }, () => 1);
  const exact = { slots: samples, steps: DELIVERIES, classWeights, direction: relations };
  const graphInputs =
    execution === 'packed'
      ? packInnings(graphs, { slots: count, steps: DELIVERIES, classWeights })
      : exactBatch(exactSamples(graphs).slice(0, samples), exact);
  const zeroLogits = (rowsAs: string) => {
    const rows = graphInputs[rowsAs]!.shape[0]!;
    return float32(new Float32Array(rows * CLASS_COUNT), [rows, CLASS_COUNT]);
  };
  const heldOut = {
    [HELD_OUT_LOGITS]: zeroLogits('features'),
    ...(execution === 'exact' && surprises_to_head ? { [HELD_OUT_BALL_LOGITS]: zeroLogits('balls') } : {}),
  };
  const inputs = residual === 'logistic' ? { ...graphInputs, ...heldOut } : graphInputs;
  return {
    inputs,
    noise: networkNoise(networkShape(config, tables), execution, inputs),
    samples: execution === 'packed' ? count * (DELIVERIES - 1) : samples,
  };
}
