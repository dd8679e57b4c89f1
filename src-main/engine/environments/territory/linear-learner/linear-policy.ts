import { MASKED_LOGIT } from '../../evaluation/masked-choice';
import { ACTIONS, OCTANTS } from '../game/action-codec';
import type { LogitPolicy } from '../policy';
import { STATE_FEATURES, writeLinearFeatures } from './linear-features';
import { allowedOctants, allowsBuilding, choiceLogits, CHOICES, choiceToAction } from './linear-model';

/**
 * The linear policy as a row of the evaluation.
 * @param weights float64 [43]
 */
export function linearPolicy(weights: Float64Array): LogitPolicy {
  const features = new Float32Array(STATE_FEATURES);
  const octants = new Uint8Array(OCTANTS);
  const choices = new Float64Array(CHOICES);
  return {
    name: 'linear',
    logits: ({ rows, actionMasks, isPlaying, view }, out) => {
      out.fill(MASKED_LOGIT);
      for (let row = 0; row < rows; row++) {
        if (isPlaying[row] === 0) continue;
        writeLinearFeatures(view(row), features, 0);
        allowedOctants(actionMasks, row, octants);
        choiceLogits(weights, features, 0, octants, choices);
        const canBuild = allowsBuilding(actionMasks, row);
        for (let choice = 0; choice < CHOICES; choice++) {
          out[row * ACTIONS + choiceToAction(choice, canBuild)] = choices[choice]!;
        }
      }
    },
  };
}
