import { expect, it } from 'vitest';
import { plainRandomFiller } from '../../../../src-main/engine/random/plain-random-filler';
import { RowSampler } from '../../../../src-main/engine/tabular/row-sampler';

it.each([0.8, 0.5, 2 ** -24, 0.3333333])('draws the rows whose uniform number is below the share, %d', (share) => {
  const uniform = new Float32Array(5000);
  plainRandomFiller.fillUniform(uniform, { seed: 9, stream: 'test.rows', step: 4 });
  const order = new Int32Array(5000);
  const drawn = new RowSampler(9, 'test', 5000).drawShare(share, 4, order);
  const all = [...uniform.keys()];
  expect([...order.slice(0, drawn)]).toEqual(all.filter((row) => uniform[row]! < share));
  expect([...order.slice(drawn)]).toEqual(all.filter((row) => uniform[row]! >= share));
});
