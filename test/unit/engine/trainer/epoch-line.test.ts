import { expect, it } from 'vitest';
import { epochLine } from '../../../../src-main/engine/trainer/epoch-line';

it('says what an epoch gave, part by part, with the digits of each metric', () => {
  const line = epochLine(3, {
    train: { loss: 19.60214, gradient_norm: 3.2, samples_per_second: 245.4 },
    validation: { loss: 20.27, conference_spearman: 0.85537, n: 46, clusters: 23 },
  });
  expect(line).toBe('epoch 3, train loss 19.6021, validation loss 20.2700 conference_spearman 0.8554, 245 samples/s');
});

it('leaves out what is not a finite number', () => {
  expect(epochLine(1, { train: { loss: Number.NaN } })).toBe('epoch 1');
});
