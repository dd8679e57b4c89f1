import { describe, expect, it } from 'vitest';
import { scheduleConfigSchema, type ScheduleConfig } from '#contract/config/optimization';
import { createSchedule } from '../../../../src-main/engine/schedules/registry';
import { ScheduleStateError } from '../../../../src-main/engine/schedules/schedule-errors';

const schedule = (config: Partial<ScheduleConfig>, totalSteps = 100, mode: 'min' | 'max' = 'min') =>
  createSchedule(scheduleConfigSchema.parse(config), { learningRate: 0.01, totalSteps, mode });

describe('constant', () => {
  it('keeps the rate', () => {
    const constant = schedule({ kind: 'constant' });
    expect([0, 50, 1000].map((step) => constant.learningRate(step))).toEqual([0.01, 0.01, 0.01]);
  });

  it('warms up linearly: a tenth of the rate at step 0, all of it at step 9 and after', () => {
    const constant = schedule({ kind: 'constant', warmup_fraction: 0.1 });
    expect(constant.learningRate(0)).toBeCloseTo(0.001, 12);
    expect(constant.learningRate(4)).toBeCloseTo(0.005, 12);
    expect(constant.learningRate(9)).toBe(0.01);
    expect(constant.learningRate(10)).toBe(0.01);
  });
});

describe('cosine', () => {
  const cosine = schedule({ kind: 'cosine', warmup_fraction: 0.2, final_fraction: 0.1 });

  it('is full at the end of the warm-up, halfway between full and final in the middle, final at the end', () => {
    expect(cosine.learningRate(19)).toBe(0.01);
    expect(cosine.learningRate(20)).toBe(0.01);
    expect(cosine.learningRate(60)).toBeCloseTo(0.0055, 12);
    expect(cosine.learningRate(100)).toBeCloseTo(0.001, 12);
    expect(cosine.learningRate(5000)).toBeCloseTo(0.001, 12);
  });

  it('falls at every step after the warm-up', () => {
    const rates = Array.from({ length: 80 }, (_, i) => cosine.learningRate(20 + i));
    expect(rates.every((rate, i) => i === 0 || rate < rates[i - 1]!)).toBe(true);
  });

  it('matches the formula a quarter of the way: (1 + cos(pi/4)) / 2', () => {
    expect(schedule({ kind: 'cosine' }).learningRate(25)).toBeCloseTo(0.01 * 0.8535533905932737, 12);
  });
});

describe('linear', () => {
  it('falls in a straight line to the final share and keeps it', () => {
    const linear = schedule({ kind: 'linear', final_fraction: 0.5 });
    expect([0, 50, 100, 500].map((step) => linear.learningRate(step))).toEqual([0.01, 0.0075, 0.005, 0.005]);
  });
});

describe('plateau', () => {
  const observeAll = (target: ReturnType<typeof schedule>, metrics: readonly number[]) =>
    metrics.map((metric) => {
      target.observe?.(metric);
      return target.learningRate(0);
    });

  it('halves the rate at the epoch after patience runs out, and waits anew', () => {
    const plateau = schedule({ kind: 'plateau', plateau_patience: 2 });
    expect(observeAll(plateau, [1, 0.9, 0.9, 0.95, 0.9, 0.91, 0.92, 0.93])).toEqual([
      0.01, 0.01, 0.01, 0.01, 0.005, 0.005, 0.005, 0.0025,
    ]);
  });

  it('counts up for a metric that is maximised', () => {
    const plateau = schedule({ kind: 'plateau', plateau_patience: 0 }, 100, 'max');
    expect(observeAll(plateau, [0.5, 0.6, 0.6])).toEqual([0.01, 0.01, 0.005]);
  });

  it('takes NaN and Infinity for no improvement', () => {
    const plateau = schedule({ kind: 'plateau', plateau_patience: 0 });
    expect(observeAll(plateau, [1, NaN, -Infinity])).toEqual([0.01, 0.005, 0.0025]);
  });

  it('never goes below the final share', () => {
    const plateau = schedule({ kind: 'plateau', plateau_patience: 0, final_fraction: 0.4 });
    expect(observeAll(plateau, [1, 1, 1, 1]).at(-1)).toBeCloseTo(0.004, 12);
  });

  it('continues after JSON exactly as if it had not been saved', () => {
    const make = () => schedule({ kind: 'plateau', plateau_patience: 1 });
    const [whole, first, second] = [make(), make(), make()];
    const metrics = [1, 1.1, 0.9, 1, 1, 1, 1];
    const expected = observeAll(whole, metrics);
    observeAll(first, metrics.slice(0, 4));
    second.restore(JSON.parse(JSON.stringify(first.state())) as ReturnType<typeof first.state>);
    expect(observeAll(second, metrics.slice(4))).toEqual(expected.slice(4));
  });
});

it('refuses the state of another kind and names what it expected', () => {
  const plateauState = schedule({ kind: 'plateau' }).state();
  expect(() => schedule({ kind: 'cosine' }).restore(plateauState)).toThrow(ScheduleStateError);
  expect(() => schedule({ kind: 'plateau' }).restore({})).toThrow(/expected best, epochs_without_improvement, share/);
});
