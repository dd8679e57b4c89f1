import { PAIR_RULES } from './ball-relations';
import type { PairRule } from './ball-relations';
import type { DeliveryKeys } from './delivery-keys';
import type { BallRelation, CausalRelation } from './relations';

/**
 * A relation over a whole innings, for the packed execution: every ball listens to earlier balls only, so the rows of the
 * first t balls are the same for every sample.
 */
export function causalRelation(keys: DeliveryKeys, relation: BallRelation): CausalRelation {
  const { connects, feature }: PairRule = PAIR_RULES[relation];
  const { length } = keys;
  const mask = new Float32Array(length * length);
  const features = feature === null ? null : new Float32Array(length * length);
  for (let j = 1; j < length; j += 1) {
    for (let i = 0; i < j; i += 1) {
      if (!connects(keys, i, j)) continue;
      mask[j * length + i] = 1;
      if (features !== null && feature !== null) features[j * length + i] = feature(keys, i, j);
    }
  }
  return { mask, feature: features };
}
