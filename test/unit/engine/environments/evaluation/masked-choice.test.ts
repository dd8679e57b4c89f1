import { describe, expect, it } from 'vitest';
import { argmaxAllowed, sampleAllowed } from '../../../../../src-main/engine/environments/evaluation/masked-choice';
import { pairedDifference } from '../../../../../src-main/engine/environments/evaluation/paired-difference';
import { proportion } from '../../../../../src-main/engine/environments/evaluation/proportion';
import { RandomNumbers } from '../../../../../src-main/engine/environments/territory/game/random-numbers';

const logits = Float32Array.of(9, 0, Math.log(3), 50);
const mask = Uint8Array.of(0, 1, 1, 0);

describe('masked choice', () => {
  it('never draws a masked action in 100,000 draws, and the allowed ones by their softmax', () => {
    const random = new RandomNumbers(1, 1);
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 100_000; draw++) counts[sampleAllowed(logits, mask, 0, 4, random.uniform())]! += 1;
    expect([counts[0], counts[3]]).toEqual([0, 0]);
    // 1 to 3; four standard deviations are 0.0055.
    expect(Math.abs(counts[2]! / 100_000 - 0.75)).toBeLessThan(0.0055);
  });

  it('takes the largest allowed logit by argmax', () => {
    expect(argmaxAllowed(logits, mask, 0, 4)).toBe(2);
  });
});

describe('intervals', () => {
  it('gives the Wilson interval of 13 of 40', () => {
    const { share, lower, upper } = proportion(13, 40);
    expect(share).toBe(0.325);
    expect(lower).toBeCloseTo(0.201, 3);
    expect(upper).toBeCloseTo(0.48, 2);
  });

  it('sees a constant gain over paired games as certain, and no gain as none', () => {
    const baseline = [0.1, 0.9, 0.4, 0.5];
    const gain = pairedDifference(
      baseline.map((score) => score + 0.05),
      baseline,
    );
    expect([gain.difference, gain.lower, gain.upper].map((value) => Number(value.toFixed(6)))).toEqual([
      0.05, 0.05, 0.05,
    ]);
    expect(pairedDifference(baseline, baseline)).toEqual({ difference: 0, lower: 0, upper: 0, games: 4 });
  });
});
