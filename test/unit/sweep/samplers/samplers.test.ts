import { describe, expect, it } from 'vitest';
import { samplerSchema, type SweepConfig } from '#contract/config/sweep';
import type { Parameters } from '#contract/sweeps';
import { SWEEP_PROBLEMS } from '../../../../src-main/services/bench/sweep-problems';
import { StudyHistory } from '../../../../src-main/sweep/history/study-history';
import { CmaEsState } from '../../../../src-main/sweep/samplers/cma-es-state';
import { firstPrimes } from '../../../../src-main/sweep/samplers/quasi-random-sampler';
import { createSampler } from '../../../../src-main/sweep/samplers/registry';
import { symmetricEigen } from '../../../../src-main/sweep/samplers/symmetric-eigen';
import { goodCount } from '../../../../src-main/sweep/samplers/tpe/split-trials';
import { fadingWeights } from '../../../../src-main/sweep/samplers/tpe/tpe-sampler';
import { keyedRandom } from '../../../../src-main/sweep/random/trial-random';
import { cellAt, cellCount, gridCells, productSize } from '../../../../src-main/sweep/space/grid';
import { toSearchSpace } from '../../../../src-main/sweep/space/search-space';
import { exampleTrial, sequence } from '../../../support/sweep-trials';

const LINE: SweepConfig['space'] = { x: { kind: 'float', low: 0, high: 1, step: null, log: false } };
const xOf = (parameters: Parameters): number => parameters['x'] as number;

describe('grid', () => {
  const space = toSearchSpace({
    a: { kind: 'categorical', choices: ['p', 'q'] },
    b: { kind: 'int', low: 1, high: 3, step: 1, log: false, when: { parameter: 'a', in: ['q'] } },
    c: { kind: 'float', low: 0.1, high: 0.3, step: 0.1, log: false },
  });

  it('goes through the product with the last parameter fastest, a cell once', () => {
    expect(cellCount(space)).toBe(3 + 9);
    expect(productSize(space)).toBe(18);
    const cells = [...gridCells(space)];
    expect(cells.slice(0, 4)).toEqual([
      { a: 'p', c: 0.1 },
      { a: 'p', c: 0.2 },
      { a: 'p', c: 0.3 },
      { a: 'q', b: 1, c: 0.1 },
    ]);
    expect(cells.map((_, number) => cellAt(space, number))).toEqual(cells);
    expect(cellAt(space, 12)).toBeUndefined();
  });

  it('finds a cell by its number without going through those before', () => {
    const plain = toSearchSpace({
      a: { kind: 'categorical', choices: [1, 2, 3, 4] },
      b: { kind: 'int', low: 0, high: 10, step: 5, log: false },
    });
    expect([...gridCells(plain)]).toEqual(Array.from({ length: 12 }, (_, number) => cellAt(plain, number)));
  });
});

describe('quasi-random', () => {
  it('puts one of the first eight points into each eighth of the first axis', () => {
    const sampler = createSampler(samplerSchema.parse({ kind: 'quasi-random', seed: 3 }), toSearchSpace(LINE));
    const eighths = sequence(sampler, xOf, 8).map(({ parameters }) => Math.floor(xOf(parameters) * 8));
    expect([...eighths].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(firstPrimes(6)).toEqual([2, 3, 5, 7, 11, 13]);
  });
});

describe('tpe', () => {
  it('counts a tenth as good, at most 25, and lets old trials fade', () => {
    expect([0, 1, 10, 11, 240, 250, 1000].map(goodCount)).toEqual([0, 1, 1, 2, 24, 25, 25]);
    expect(fadingWeights(3)).toEqual([1, 1, 1]);
    const weights = fadingWeights(27);
    expect(weights[0]).toBeCloseTo(1 / 27);
    expect(weights.slice(1)).toEqual(Array(26).fill(1));
  });

  it('finds a minimum closer than random does with the same trials', () => {
    const medianOf = (kind: 'tpe' | 'random'): number => {
      const bests = Array.from({ length: 9 }, (_, seed) => {
        const { space, evaluate } = SWEEP_PROBLEMS.find(({ name }) => name === 'ellipsoid-10')!;
        const trials = sequence(createSampler(samplerSchema.parse({ kind, seed }), toSearchSpace(space)), evaluate, 60);
        return Math.min(...trials.map(({ objective }) => objective!));
      });
      return bests.sort((a, b) => a - b)[4]!;
    };
    expect(medianOf('tpe')).toBeLessThan(medianOf('random') / 2);
  });

  it('sends parallel trials elsewhere than those that run', () => {
    const space = toSearchSpace(LINE);
    const sampler = createSampler(samplerSchema.parse({ kind: 'tpe' }), space);
    const history = new StudyHistory('minimize');
    sequence(sampler, (parameters) => Math.abs(xOf(parameters) - 0.3), 30, history);
    const closePairs = (isBusy: boolean): number => {
      const busy = StudyHistory.from('minimize', history.trials, new Map());
      const chosen = Array.from({ length: 20 }, (_, index) => {
        const parameters = sampler.suggest(busy, 30 + index);
        if (isBusy)
          busy.put(exampleTrial(30 + index, { parameters, state: 'running', objective: null, endedAs: null }));
        return xOf(parameters);
      });
      return chosen.flatMap((x, i) => chosen.slice(i + 1).filter((other) => Math.abs(x - other) < 0.005)).length;
    };
    expect(closePairs(true)).toBeLessThan(closePairs(false) / 2);
  });

  it('learns from the trials of an earlier study', () => {
    const sampler = createSampler(samplerSchema.parse({ kind: 'tpe' }), toSearchSpace(LINE));
    const warm = Array.from({ length: 40 }, (_, index) => ({
      parameters: { x: index / 40 },
      objective: Math.abs(index / 40 - 0.7),
    }));
    const chosen = Array.from({ length: 20 }, (_, number) =>
      xOf(sampler.suggest(new StudyHistory('minimize', warm), number)),
    );
    const near = chosen.filter((x) => Math.abs(x - 0.7) < 0.2).length;
    expect(near).toBeGreaterThan(14);
  });
});

describe('cma-es', () => {
  it('decomposes a symmetric matrix', () => {
    const matrix = [
      [4, 1, 0],
      [1, 3, 1],
      [0, 1, 2],
    ].map((row) => Float64Array.from(row));
    const { values, vectors } = symmetricEigen(matrix);
    // Trace and determinant: 9 and 4*5 - 1*2 = 18.
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(9, 12);
    expect(values.reduce((product, value) => product * value, 1)).toBeCloseTo(18, 12);
    matrix.forEach((row, i) =>
      row.forEach((entry, j) => {
        const rebuilt = values.reduce((sum, value, k) => sum + vectors[i]![k]! * value * vectors[j]![k]!, 0);
        expect(rebuilt).toBeCloseTo(entry, 12);
      }),
    );
  });

  it('comes down a narrow valley that is not along the axes', () => {
    const state = new CmaEsState(new Float64Array(5).fill(0.5), 0.2, null);
    const random = keyedRandom(11);
    const cost = (point: Float64Array): number => {
      const along = point.reduce((sum, value) => sum + value - 0.3, 0);
      return point.reduce((sum, value) => sum + (value - 0.3) ** 2, 0) + 100 * along * along;
    };
    let best = Infinity;
    for (let generation = 0; generation < 120; generation += 1) {
      const points = Array.from({ length: state.population }, () => state.sample(random));
      const costed = points.map((point) => ({ point, cost: cost(point) }));
      best = Math.min(best, ...costed.map((entry) => entry.cost));
      state.update(costed);
    }
    expect(state.population).toBe(8);
    expect(best).toBeLessThan(1e-6);
  });
});
