import { describe, expect, it } from 'vitest';
import { editDistance, nearestWord } from '../../../../src-main/store/query/nearest-word';
import { seededRandom } from '../../../support/workspace-random';

/** The definition, without the table. */
function slowDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const rest = slowDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
  return Math.min(rest, slowDistance(a.slice(1), b) + 1, slowDistance(a, b.slice(1)) + 1);
}

describe('nearestWord', () => {
  it('counts as the definition of the edit distance does, on 200 drawn pairs', () => {
    const random = seededRandom(3);
    const word = () => Array.from({ length: Math.floor(random() * 6) }, () => 'abc'[Math.floor(random() * 3)]).join('');
    for (let round = 0; round < 200; round += 1) {
      const [a, b] = [word(), word()];
      expect(editDistance(a, b)).toBe(slowDistance(a, b));
    }
  });

  it('finds what was meant, and nothing for a word that is far from all', () => {
    expect(nearestWord('epoch', ['learning_rate', 'epochs', 'dropout'])).toBe('epochs');
    expect(nearestWord('lerning_rate', ['learning_rate', 'epochs'])).toBe('learning_rate');
    expect(nearestWord('layers', ['hidden_dim', 'num_layers'])).toBe('num_layers');
    expect(nearestWord('play', ['num_layers'])).toBeUndefined();
    expect(nearestWord('banana', ['learning_rate', 'epochs'])).toBeUndefined();
  });
});
