import { describe, expect, it } from 'vitest';
import { evaluationSeeds } from '../../../../../../src-main/engine/environments/territory/evaluation/evaluation-seeds';
import { playPolicy } from '../../../../../../src-main/engine/environments/territory/evaluation/play-policy';
import { RandomNumbers } from '../../../../../../src-main/engine/environments/territory/game/random-numbers';
import { linearPolicy } from '../../../../../../src-main/engine/environments/territory/linear-learner/linear-policy';
import {
  addLogitGradient,
  choiceLogits,
  CHOICES,
  POLICY_WEIGHTS,
  softmaxInPlace,
} from '../../../../../../src-main/engine/environments/territory/linear-learner/linear-model';
import { writeLogitSlopes } from '../../../../../../src-main/engine/environments/territory/linear-learner/policy-loss';
import { trainLinear } from '../../../../../../src-main/engine/environments/territory/linear-learner/train-linear';

describe('sanity learner', () => {
  it('has 43 weights', () => {
    expect(POLICY_WEIGHTS).toBe(43);
  });

  it('has the gradient that finite differences of the loss give', () => {
    const random = new RandomNumbers(3, 1);
    const weights = Float64Array.from({ length: 43 }, () => random.uniform() - 0.5);
    const features = Float32Array.from({ length: 62 }, () => random.uniform());
    const mask = Uint8Array.of(1, 0, 1, 1, 0, 1, 1, 1);
    const probabilities = new Float64Array(CHOICES);
    const [choice, advantage, oldLogProbability, entropyCoefficient] = [11, 1.7, -3.5, 0.01];
    const evaluate = (): number => {
      choiceLogits(weights, features, 0, mask, probabilities);
      return softmaxInPlace(probabilities);
    };
    const loss = (): number => {
      const entropy = evaluate();
      const ratio = probabilities[choice]! / Math.exp(oldLogProbability);
      const clipped = Math.max(0.8, Math.min(1.2, ratio));
      return -Math.min(ratio * advantage, clipped * advantage) - entropyCoefficient * entropy;
    };
    const slopes = new Float64Array(CHOICES);
    const entropy = evaluate();
    writeLogitSlopes(
      { probabilities, entropy, choice, oldLogProbability, advantage, clip: 0.2, entropyCoefficient },
      slopes,
    );
    const gradient = new Float64Array(43);
    addLogitGradient(weights, slopes, features, 0, gradient);
    for (let i = 0; i < 43; i++) {
      const kept = weights[i]!;
      weights[i] = kept + 1e-6;
      const above = loss();
      weights[i] = kept - 1e-6;
      const below = loss();
      weights[i] = kept;
      expect(gradient[i]).toBeCloseTo((above - below) / 2e-6, 6);
    }
  });

  it('wins at least 90 % of the games on tier easy after less than 60,000 decisions', async () => {
    const weights = trainLinear({ tier: 'easy', seed: 1, decisions: 31_000 });
    const list = { tier: 'easy', reward: 'default', seeds: evaluationSeeds('easy', 20) } as const;
    const games = await playPolicy(linearPolicy(weights), list, { mode: 'sampled', rows: 5 });
    expect(games.filter(({ game }) => game.outcome === 'win').length).toBeGreaterThanOrEqual(18);
    const first = { ...list, seeds: list.seeds.slice(0, 4) };
    const again = await playPolicy(linearPolicy(weights), first, { mode: 'sampled', rows: 3 });
    expect(again).toEqual(games.slice(0, 4));
  }, 300_000);
});
