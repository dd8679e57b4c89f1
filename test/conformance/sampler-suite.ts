import { beforeEach, describe, expect, it } from 'vitest';
import type { SamplerConfig, SweepConfig } from '#contract/config/sweep';
import type { Parameters } from '#contract/sweeps';
import { StudyHistory } from '../../src-main/sweep/history/study-history';
import { createSampler } from '../../src-main/sweep/samplers/registry';
import type { Sampler } from '../../src-main/sweep/samplers/sampler';
import { toSearchSpace } from '../../src-main/sweep/space/search-space';
import { exampleTrial, sequence } from '../support/sweep-trials';

/** Every kind of parameter, all with levels, so that a grid can have it too; one counts only for one choice of another. */
const SPACE: SweepConfig['space'] = {
  width: { kind: 'int', low: 8, high: 40, step: 8, log: false },
  rate: { kind: 'float', low: 0.1, high: 0.5, step: 0.1, log: false },
  kind: { kind: 'categorical', choices: ['adam', 'sgd', [1, 2]] },
  momentum: { kind: 'float', low: 0, high: 1, step: 0.5, log: false, when: { parameter: 'kind', in: ['sgd'] } },
};
const CONTINUOUS: SweepConfig['space'] = {
  x: { kind: 'float', low: -3, high: 5, step: null, log: false },
  scale: { kind: 'float', low: 1e-4, high: 1, step: null, log: true },
  count: { kind: 'int', low: 1, high: 1000, step: 1, log: true },
};
const TRIALS = 40;
const costOf = (parameters: Parameters): number =>
  (parameters['width'] as number) / 40 + (parameters['rate'] as number) + (parameters['kind'] === 'sgd' ? 0 : 1);

function expectInSpace({ width, rate, kind, momentum, ...others }: Parameters): void {
  expect([8, 16, 24, 32, 40]).toContain(width);
  expect([0.1, 0.2, 0.3, 0.4, 0.5]).toContain(rate);
  expect(['adam', 'sgd', [1, 2]]).toContainEqual(kind);
  if (kind === 'sgd') expect([0, 0.5, 1]).toContain(momentum);
  else expect(momentum).toBeUndefined();
  expect(others).toEqual({});
}

/** Facts that hold for every sampler. @param isGrid it needs levels and ends with its cells */
export function samplerSuite(config: SamplerConfig, isGrid: boolean): void {
  describe(`sampler ${config.kind}`, () => {
    let sampler: Sampler;
    beforeEach(() => {
      sampler = createSampler(config, toSearchSpace(SPACE));
    });

    it('stays in the space, and gives a parameter under a condition only where that holds', () => {
      const trials = sequence(sampler, costOf, TRIALS);
      for (const { parameters } of trials) expectInSpace(parameters);
      expect(new Set(trials.map(({ parameters }) => JSON.stringify(parameters['kind']))).size).toBeGreaterThan(0);
    });

    it('chooses the same trials from rows that are read back', () => {
      const whole = sequence(sampler, costOf, TRIALS);
      for (const cut of [0, 9, 25]) {
        const history = StudyHistory.from('minimize', whole.slice(0, cut), new Map());
        const again = sequence(createSampler(config, toSearchSpace(SPACE)), costOf, TRIALS, history);
        expect(again.map(({ parameters }) => parameters)).toEqual(whole.map(({ parameters }) => parameters));
      }
    });

    it('goes on beside trials that failed, were pruned or still run', () => {
      const history = new StudyHistory('maximize');
      const states = ['failed', 'masked', 'pruned', 'done', 'running'] as const;
      for (let number = 0; number < TRIALS; number += 1) {
        const parameters = sampler.suggest(history, number);
        expectInSpace(parameters);
        const state = states[number % states.length]!;
        const objective = state === 'done' ? costOf(parameters) : null;
        history.put(exampleTrial(number, { parameters, state: 'running', objective: null, endedAs: null }));
        if (state !== 'running') history.put(exampleTrial(number, { parameters, state, objective }));
      }
    });

    if (isGrid) return;
    it('chooses other trials for another seed', () => {
      const parametersOf = (seed: number) =>
        sequence(createSampler({ ...config, seed } as SamplerConfig, toSearchSpace(SPACE)), costOf, 5).map(
          ({ parameters }) => parameters,
        );
      expect(parametersOf(1)).not.toEqual(parametersOf(2));
      expect(parametersOf(1)).toEqual(parametersOf(1));
    });

    it('covers continuous and logarithmic ranges from end to end, whole numbers whole', () => {
      const space = toSearchSpace(CONTINUOUS);
      const trials = sequence(createSampler(config, space), ({ x }) => Math.abs(x as number), 12);
      for (const { parameters } of trials) {
        expect(parameters['x']).toBeGreaterThanOrEqual(-3);
        expect(parameters['x']).toBeLessThanOrEqual(5);
        expect(parameters['scale']).toBeGreaterThanOrEqual(1e-4);
        expect(parameters['scale']).toBeLessThanOrEqual(1);
        expect(Number.isInteger(parameters['count'])).toBe(true);
        expect(parameters['count']).toBeGreaterThanOrEqual(1);
        expect(parameters['count']).toBeLessThanOrEqual(1000);
      }
    });
  });
}
