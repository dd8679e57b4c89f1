import { it } from 'vitest';
import { readTracking } from '../../../../../src-main/engine/families/masked-seq2seq/tracking/read-tracking';
import { dataFolder } from '../../../../support/test-data';
it('reads', () => {
  const t = performance.now();
  const { header, arrays } = readTracking(dataFolder('nfl-tracking').path, { maxInputLen: 30, maxOutputLen: 33 });
  console.log(performance.now() - t, header.weeks.length, header.positions, arrays.trackPlay.length, arrays.playGame.length, arrays.path.length / 2);
  let n = 0, m = 0;
  arrays.trackPredict.forEach((p, i) => { if (p) { n += 33; m += arrays.mask.subarray(i * 33, i * 33 + 33).reduce((a, b) => a + b, 0); } });
  console.log(1 - m / n);
});
