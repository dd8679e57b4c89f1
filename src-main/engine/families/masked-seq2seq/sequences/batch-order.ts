import { randomStream } from '../../../random/random-stream';

/** One batch of an epoch before its tensors are made. */
export interface PlannedBatch {
  readonly samples: readonly number[];
  /** Output frames that the batch is padded to. */
  readonly steps: number;
}

export interface BatchPlan {
  readonly batchSize: number;
  readonly maxOutputLen: number;
  /** Batches are padded to multiples of this; null: to `maxOutputLen` always. */
  readonly bucketFrames: number | null;
  readonly lengthOf: (sample: number) => number;
}

/** @returns the frames that a sample of this length is padded to, at most `maxOutputLen` */
export const paddedLength = (length: number, { maxOutputLen, bucketFrames }: BatchPlan): number =>
  bucketFrames === null
    ? maxOutputLen
    : Math.min(maxOutputLen, Math.max(1, Math.ceil(length / bucketFrames)) * bucketFrames);

/**
 * The batches of an epoch: samples in a new order, gathered by padded length, cut into batches, and those in a new order.
 * A batch across two lengths has the longer one. So the number of batches is the same in every epoch.
 * Depends on nothing but the seed and the epoch.
 */
export function planEpoch(samples: readonly number[], plan: BatchPlan, seed: number, epoch: number): PlannedBatch[] {
  const random = randomStream(seed, 'data.order', epoch);
  const shuffled = random.shuffle([...samples]);
  const steps = new Map(shuffled.map((sample) => [sample, paddedLength(plan.lengthOf(sample), plan)]));
  const ordered = shuffled.sort((a, b) => steps.get(a)! - steps.get(b)!);
  const batches: PlannedBatch[] = [];
  for (let first = 0; first < ordered.length; first += plan.batchSize) {
    const chosen = ordered.slice(first, first + plan.batchSize);
    batches.push({ samples: chosen, steps: Math.max(...chosen.map((sample) => steps.get(sample)!)) });
  }
  const order = random.shuffle(batches.map((_, index) => index));
  return order.map((index) => batches[index]!);
}

/** @returns share of the output frames that bucketing leaves to compute, 1 = all */
export function computedShare(samples: readonly number[], plan: BatchPlan): number {
  const batches = planEpoch(samples, plan, 0, 0);
  const frames = batches.reduce((sum, { steps }) => sum + steps, 0);
  return frames / (batches.length * plan.maxOutputLen);
}
