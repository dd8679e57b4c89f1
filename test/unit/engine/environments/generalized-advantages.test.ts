import { expect, it } from 'vitest';
import { generalizedAdvantages } from '../../../../src-main/engine/environments/generalized-advantages';

it('agrees with five steps worked out by hand, one terminated, one truncated', () => {
  const advantages = new Float32Array(5);
  generalizedAdvantages(
    {
      steps: 5,
      rows: 1,
      rewards: Float32Array.of(1, 2, 3, 4, 5),
      values: Float32Array.of(10, 20, 30, 40, 50),
      terminated: Uint8Array.of(0, 1, 0, 0, 0),
      truncated: Uint8Array.of(0, 0, 0, 1, 0),
      finalValues: Float32Array.of(0, 0, 0, 8, 0),
      lastValues: Float32Array.of(60),
      discount: 0.5,
      traceDecay: 0.5,
    },
    advantages,
  );
  // t=4: 5 + 0.5*60 - 50 = -15. t=3 truncated: 4 + 0.5*8 - 40 = -32, nothing from t=4.
  // t=2: 3 + 0.5*40 - 30 = -7, plus 0.25 * -32 = -15. t=1 terminated: 2 - 20 = -18. t=0: 1 + 0.5*20 - 10 = 1, plus 0.25 * -18 = -3.5.
  expect([...advantages]).toEqual([-3.5, -18, -15, -32, -15]);
});
