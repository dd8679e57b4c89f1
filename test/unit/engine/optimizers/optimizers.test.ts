import { describe, expect, it } from 'vitest';
import {
  UnknownParameterBlockError,
  OptimizerStateError,
} from '../../../../src-main/engine/optimizers/optimizer-errors';
import { createOptimizer, OPTIMIZERS, type OptimizerId } from '../../../../src-main/engine/optimizers/registry';
import type { OptimizerConfig } from '#contract/config/optimization';
import { config, scalarStore, setGradients, store } from './support';

const IDS = Object.keys(OPTIMIZERS) as OptimizerId[];

function valueAfter(keys: Partial<OptimizerConfig>, gradients: readonly number[], learningRate: number, decay = true) {
  const target = scalarStore(1, 0, decay);
  const optimizer = createOptimizer(config(keys), target);
  gradients.forEach((gradient, stepIndex) => {
    target.gradients[0] = gradient;
    optimizer.step(target, { learningRate, stepIndex });
  });
  return target.values[0]!;
}

describe('hand values', () => {
  it('sgd: 1 - 0.1 * 0.5 = 0.95', () => {
    expect(valueAfter({ kind: 'sgd' }, [0.5], 0.1)).toBeCloseTo(0.95, 6);
  });

  it('sgd with momentum 0.9: velocities 0.5 and 0.95, so 1 - 0.05 - 0.095 = 0.855', () => {
    expect(valueAfter({ kind: 'sgd', momentum: 0.9 }, [0.5, 0.5], 0.1)).toBeCloseTo(0.855, 6);
  });

  it('adam: the first step is the learning rate, whatever the size of the gradient', () => {
    expect(valueAfter({ kind: 'adam' }, [0.003], 0.1)).toBeCloseTo(0.9, 5);
    expect(valueAfter({ kind: 'adam' }, [-4000], 0.1)).toBeCloseTo(1.1, 5);
  });

  it('adam: a second step with gradients 1 then -1 moves back by 0.1 / 1.9 of the rate', () => {
    // m = 0.9 * 0.1 - 0.1 = -0.01; / (1 - 0.81) = -0.0526316; v corrected = 1. So 0.9 + 0.1 * 0.0526316.
    expect(valueAfter({ kind: 'adam' }, [1, -1], 0.1)).toBeCloseTo(0.9052632, 5);
  });

  it('adamw: shrinks by rate * decay beside the step: 1 * (1 - 0.1 * 0.5) - 0.1 = 0.85', () => {
    expect(valueAfter({ kind: 'adamw', weight_decay: 0.5 }, [0.003], 0.1)).toBeCloseTo(0.85, 5);
  });

  it('adamw: leaves the decay out where the slot says so', () => {
    expect(valueAfter({ kind: 'adamw', weight_decay: 0.5 }, [0.003], 0.1, false)).toBeCloseTo(0.9, 5);
  });

  it('adam: an exactly zero gradient from the start moves nothing', () => {
    expect(valueAfter({ kind: 'adam' }, [0, 0], 0.1)).toBe(1);
  });
});

/** The textbook form in float64, element by element: the slow twin. */
function textbookAdamW(
  values: Float64Array,
  gradients: readonly Float32Array[],
  decays: readonly boolean[],
  rate: number,
) {
  const [b1, b2, epsilon, weightDecay] = [0.9, 0.999, 1e-8, 0.01];
  const m = new Float64Array(values.length);
  const v = new Float64Array(values.length);
  gradients.forEach((gradient, step) => {
    gradient.forEach((g, i) => {
      m[i] = b1 * m[i]! + (1 - b1) * g;
      v[i] = b2 * v[i]! + (1 - b2) * g * g;
      const mHat = m[i] / (1 - b1 ** (step + 1));
      const vHat = v[i] / (1 - b2 ** (step + 1));
      values[i] = values[i]! * (decays[i] ? 1 - rate * weightDecay : 1) - (rate * mHat) / (Math.sqrt(vHat) + epsilon);
    });
  });
  return values;
}

it('adamw follows the published formula over 50 steps of a model with and without decay', () => {
  const target = store();
  const decays = target.slots.flatMap((slot) => Array<boolean>(slot.length).fill(slot.decay));
  const slow = Float64Array.from(target.values);
  const gradients: Float32Array[] = [];
  const optimizer = createOptimizer(config({ kind: 'adamw', weight_decay: 0.01 }), target);
  for (let stepIndex = 0; stepIndex < 50; stepIndex++) {
    setGradients(target, stepIndex);
    gradients.push(target.gradients.slice());
    optimizer.step(target, { learningRate: 0.01, stepIndex });
  }
  textbookAdamW(slow, gradients, decays, 0.01);
  target.values.forEach((value, i) => expect(value).toBeCloseTo(slow[i]!, 5));
});

describe.each(IDS)('%s', (kind) => {
  const keys = { kind, momentum: 0.9, weight_decay: 0.01 };

  it('never touches buffers that are not trainable', () => {
    const target = store();
    const before = target.value('norm.running_mean').slice();
    setGradients(target, 0);
    createOptimizer(config(keys), target).step(target, { learningRate: 0.1, stepIndex: 0 });
    expect(target.value('norm.running_mean')).toEqual(before);
  });

  it('continues bit for bit from saved values and state', () => {
    const run = (from: number, to: number, start = store(), state?: Record<string, Float32Array>) => {
      const optimizer = createOptimizer(config(keys), start);
      if (state) optimizer.restore(state);
      for (let stepIndex = from; stepIndex < to; stepIndex++) {
        setGradients(start, stepIndex);
        optimizer.step(start, { learningRate: 0.01, stepIndex });
      }
      return { start, optimizer };
    };
    const whole = run(0, 10).start.values;
    const half = run(0, 5);
    const resumed = store();
    resumed.values.set(half.start.values);
    const saved = Object.fromEntries(Object.entries(half.optimizer.state()).map(([name, b]) => [name, b.slice()]));
    expect(run(5, 10, resumed, saved).start.values).toEqual(whole);
  });

  it('multiplies the rate of a named block: 0 freezes it', () => {
    const target = store();
    const before = target.values.slice();
    setGradients(target, 0);
    createOptimizer(config(keys), target, { rateMultipliers: { encoder: 0 } }).step(target, {
      learningRate: 0.1,
      stepIndex: 0,
    });
    const changed = (name: string) => {
      const { offset, length } = target.slot(name);
      return target.value(name).some((value, i) => i < length && value !== before[offset + i]);
    };
    expect(target.slots.filter((slot) => slot.trainable).map((slot) => changed(slot.name))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('bad input', () => {
  it('names a block that the model does not have, and the ones it has', () => {
    const make = () => createOptimizer(config({}), store(), { rateMultipliers: { encodr: 2 } });
    expect(make).toThrow(UnknownParameterBlockError);
    expect(make).toThrow(/encodr/);
  });

  it('refuses the state of another rule or length and changes nothing', () => {
    const optimizer = createOptimizer(config({ kind: 'adam' }), store());
    const before = optimizer.state()['first_moment']!.slice();
    const fitting = new Float32Array(before.length).fill(1);
    expect(() => optimizer.restore({ velocity: fitting })).toThrow(OptimizerStateError);
    expect(() => optimizer.restore({ first_moment: fitting })).toThrow(/second_moment is missing/);
    expect(() => optimizer.restore({ first_moment: fitting, second_moment: new Float32Array(3) })).toThrow(/3 numbers/);
    expect(optimizer.state()['first_moment']).toEqual(before);
  });
});
