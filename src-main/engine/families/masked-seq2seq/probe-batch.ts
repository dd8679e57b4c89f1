import { elementCount, float32, type HostTensor } from '../../backend/host-tensor';
import { randomStream } from '../../random/random-stream';
import type { TrainingBatch } from '../family';
import { curveWeights } from './joint/joint-batches';
import { PAIR_FEATURES } from './joint/joint-features';
import { jointNoise, type JointShape } from './joint/joint-network';
import { networkNoise } from './network/network-inputs';
import type { NetworkShape } from './network/network-shape';

const SEED = 1;
/** Share of the target's frames that are real, about as in recorded plays. */
const REAL_SHARE = 0.45;

function makers() {
  const random = randomStream(SEED, 'probe');
  const filled = (shape: readonly number[], value: (index: number) => number): HostTensor =>
    float32(
      Float32Array.from({ length: elementCount(shape) }, (_, index) => value(index)),
      shape,
    );
  return {
    filled,
    normal: (...shape: number[]) => filled(shape, () => random.normal()),
    ones: (...shape: number[]) => filled(shape, () => 1),
  };
}

/** A made-up batch of the recurrent network with full padding. */
export function recurrentProbe(shape: NetworkShape, samples: number): TrainingBatch {
  const { filled, normal, ones } = makers();
  const { features, inputSteps, maxOutputLen: steps, mode } = shape;
  const realSteps = Math.max(1, Math.round(steps * REAL_SHARE));
  return {
    inputs: {
      encoder: normal(inputSteps * samples, features),
      target: normal(steps * samples, 2),
      mask: filled([steps * samples, 1], (row) => (Math.floor(row / samples) < realSteps ? 1 : 0)),
      sample_mask: ones(samples, 1),
      ...(mode === 'scheduled' && { teacher_share: filled([1], () => 0.5) }),
    },
    noise: networkNoise(shape, samples, steps),
    samples,
  };
}

/** A made-up batch of the joint network: plays with every slot taken. */
export function jointProbe(shape: JointShape, plays: number, slots: number): TrainingBatch {
  const { filled, normal, ones } = makers();
  const { features, controlPoints, maxOutputLen: steps } = shape;
  const curve = Array.from({ length: steps }, (_, step) => curveWeights((step + 1) / steps, controlPoints)).flat();
  const rows = steps * plays * slots;
  return {
    inputs: {
      players: normal(plays, slots, features),
      pairs: normal(plays, slots, slots, PAIR_FEATURES),
      player_mask: ones(plays, slots),
      velocity: normal(plays, 1, slots * 2),
      seconds: filled([plays, steps, 1], (at) => ((at % steps) + 1) / 10),
      curve: filled([plays, steps, controlPoints], (at) => curve[at % curve.length]!),
      target: normal(rows, 2),
      mask: filled([rows, 1], (row) => (row < rows * REAL_SHARE ? 1 : 0)),
      sample_mask: ones(plays * slots, 1),
    },
    noise: jointNoise(shape, plays, slots),
    samples: plays,
  };
}
