import { elementCount, float32, type HostTensors } from '../backend/host-tensor';
import type { NoiseSpec } from '../families/family';
import type { RandomFiller } from '../random/random-filler';
import type { StreamAddress } from '../random/stream-address';

function fill(out: Float32Array, spec: NoiseSpec, address: StreamAddress, filler: RandomFiller): void {
  switch (spec.kind) {
    case 'uniform':
      filler.fillUniform(out, address);
      break;
    case 'normal':
      filler.fillNormal(out, address);
      break;
    case 'bernoulli':
      filler.fillBernoulliMask(out, spec.keep ?? 1, address);
      break;
  }
}

/**
 * The noise inputs of one step, from (seed, `noise.<name>`, step index): the same numbers whatever was drawn before, so a
 * resumed run needs no generator state.
 * @param stepIndex optimiser steps done before, from 0
 */
export function drawNoise(
  specs: readonly NoiseSpec[],
  seed: number,
  stepIndex: number,
  filler: RandomFiller,
): HostTensors {
  return Object.fromEntries(
    specs.map((spec) => {
      const data = new Float32Array(elementCount(spec.shape));
      fill(data, spec, { seed, stream: `noise.${spec.name}`, step: stepIndex }, filler);
      return [spec.name, float32(data, spec.shape)];
    }),
  );
}
