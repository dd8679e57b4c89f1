import type { SweepConfig } from '#contract/config/sweep';
import type { Parameters } from '#contract/sweeps';

/** A function of known shape that samplers are compared on; less is better. */
export interface SweepProblem {
  readonly name: string;
  /** Trials of a study: the same for every sampler. */
  readonly trials: number;
  readonly space: SweepConfig['space'];
  readonly evaluate: (values: Parameters) => number;
}

const float = (low: number, high: number, log = false) => ({ kind: 'float' as const, low, high, step: null, log });
const int = (low: number, high: number) => ({ kind: 'int' as const, low, high, step: 1, log: false });
const choice = (...choices: string[]) => ({ kind: 'categorical' as const, choices });
const box = (count: number, low: number, high: number): SweepConfig['space'] =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, float(low, high)]));
const vector = (values: Parameters): number[] => Object.keys(values).map((_, index) => values[`x${index}`] as number);
const sum = (terms: readonly number[]): number => terms.reduce((total, term) => total + term, 0);

/** Moves optima away from the middle of the range, where the prior of a sampler would find them for nothing. */
const shift = (index: number): number => 0.4 * Math.sin(1.7 * index + 1);

function branin(values: Parameters): number {
  const [a, b] = vector(values) as [number, number];
  const curve = b - (5.1 / (4 * Math.PI ** 2)) * a * a + (5 / Math.PI) * a - 6;
  return curve * curve + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) + 10;
}

function rosenbrock(values: Parameters): number {
  const v = vector(values);
  return sum(v.slice(1).map((next, i) => 100 * (next - v[i]! ** 2) ** 2 + (1 - v[i]!) ** 2));
}

function ellipsoid(values: Parameters): number {
  const v = vector(values);
  return sum(v.map((value, i) => 10 ** ((2 * i) / (v.length - 1)) * (value - shift(i)) ** 2));
}

interface TrainingValues {
  readonly rate: number;
  readonly decay: number;
  readonly dropout: number;
  readonly layers: number;
  readonly width: number;
  readonly activation: 'relu' | 'gelu' | 'tanh';
  readonly optimizer: 'adam' | 'adamw' | 'sgd';
  readonly momentum: number;
  readonly warmup: number;
  readonly smoothing: number;
}

/** Looks like a training: two rates on a log scale, widths, a count, two choices of which one moves the best rate. */
function training(values: Parameters): number {
  const x = values as unknown as TrainingValues;
  const rate = Math.log10(x.rate) + 3 - { adam: 0.5, adamw: 0, sgd: -0.5 }[x.optimizer];
  const decay = Math.log10(x.decay) + 4;
  return sum([
    0.3 * rate * rate + 0.05 * decay * decay,
    0.2 * (x.dropout - 0.2) ** 2 * 25 + 0.02 * Math.abs(x.layers - 3),
    (0.1 * (Math.log2(x.width) - 7) ** 2) / 4 + { relu: 0.1, gelu: 0, tanh: 0.3 }[x.activation],
    { adam: 0, adamw: 0.05, sgd: 0.3 }[x.optimizer],
    0.05 * (x.momentum - 0.9) ** 2 * 10 + 0.02 * Math.abs(x.warmup - 0.1) * 10 + 0.1 * (x.smoothing - 0.05) ** 2 * 100,
  ]);
}

const styblinskiTang = (values: Parameters): number => {
  const v = vector(values);
  return sum(v.map((value) => value ** 4 - 16 * value * value + 5 * value)) / (2 * v.length);
};

function ackley(values: Parameters): number {
  const v = vector(values).map((value, i) => value - 3 * shift(i));
  const radius = Math.sqrt(sum(v.map((value) => value * value)) / v.length);
  const waves = sum(v.map((value) => Math.cos(2 * Math.PI * value))) / v.length;
  return -20 * Math.exp(-0.2 * radius) - Math.exp(waves) + 20 + Math.E;
}

/** Two problems each of 2, 10 and 30 parameters. The Python twin is resources/bench/optuna_study.py. */
export const SWEEP_PROBLEMS: readonly SweepProblem[] = [
  { name: 'branin-2', trials: 60, space: { x0: float(-5, 10), x1: float(0, 15) }, evaluate: branin },
  { name: 'rosenbrock-2', trials: 60, space: box(2, -2, 2), evaluate: rosenbrock },
  { name: 'ellipsoid-10', trials: 120, space: box(10, -1, 1), evaluate: ellipsoid },
  {
    name: 'training-10',
    trials: 120,
    space: {
      rate: float(1e-5, 1, true),
      decay: float(1e-6, 1e-1, true),
      dropout: float(0, 0.6),
      layers: int(1, 8),
      width: { ...int(16, 1024), log: true },
      activation: choice('relu', 'gelu', 'tanh'),
      optimizer: choice('adam', 'adamw', 'sgd'),
      momentum: float(0.5, 0.99),
      warmup: float(0, 0.5),
      smoothing: float(0, 0.3),
    },
    evaluate: training,
  },
  { name: 'styblinski-tang-30', trials: 200, space: box(30, -5, 5), evaluate: styblinskiTang },
  { name: 'ackley-30', trials: 200, space: box(30, -5, 5), evaluate: ackley },
];
