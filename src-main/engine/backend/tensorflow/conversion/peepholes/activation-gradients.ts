import type { StepNode } from '../emitter';
import type { NodeFinder } from './node-finder';

/** The two factors of a product, each once as the gradient from above and once as the slope. */
const orders = ({ inputs }: StepNode): [string, string][] => [
  [inputs[0]!, inputs[1]!],
  [inputs[1]!, inputs[0]!],
];

/** @returns the value s of which `name` is `1 - s` */
function oneMinus(finder: NodeFinder, name: string): string | undefined {
  const difference = finder.producer(name, 'Sub');
  return difference && finder.isConstant(difference.inputs[0]!, 1) ? difference.inputs[1] : undefined;
}

type Slope = (finder: NodeFinder, slope: string) => string | undefined;

/** step(y), of relu. @returns y */
const reluSlope: Slope = (finder, slope) => {
  const step = finder.producer(slope, 'HardSigmoid');
  const isStep = step?.attributes['beta']?.value === 0 && Number(step.attributes['alpha']?.value) > 1e38;
  return isStep ? step.inputs[0] : undefined;
};

/** y (1 - y), of sigmoid. @returns y */
const sigmoidSlope: Slope = (finder, slope) => {
  const product = finder.producer(slope, 'Mul');
  if (!product) return undefined;
  return orders(product).find(([y, complement]) => oneMinus(finder, complement) === y)?.[0];
};

/** 1 - y y, of tanh. @returns y */
const tanhSlope: Slope = (finder, slope) => {
  const squared = oneMinus(finder, slope);
  const product = squared === undefined ? undefined : finder.producer(squared, 'Mul');
  return product && product.inputs[0] === product.inputs[1] ? product.inputs[0] : undefined;
};

const SLOPES: readonly {
  readonly operation: string;
  readonly slope: Slope;
  readonly operands: (y: string, dy: string) => readonly string[];
}[] = [
  { operation: 'ReluGrad', slope: reluSlope, operands: (y, dy) => [dy, y] },
  { operation: 'SigmoidGrad', slope: sigmoidSlope, operands: (y, dy) => [y, dy] },
  { operation: 'TanhGrad', slope: tanhSlope, operands: (y, dy) => [y, dy] },
];

/**
 * dy times the slope of an activation, as TensorFlow's one operation for it: a pass over the memory instead of two to four.
 * These operations do not broadcast.
 */
export function activationGradient(finder: NodeFinder, node: StepNode): StepNode | undefined {
  if (node.operation !== 'Mul') return undefined;
  for (const [dy, factor] of orders(node)) {
    for (const { operation, slope, operands } of SLOPES) {
      const y = slope(finder, factor);
      if (y === undefined || !finder.haveSameShape(y, dy)) continue;
      return { operation, inputs: operands(y, dy), outputs: node.outputs, attributes: {} };
    }
  }
  return undefined;
}
