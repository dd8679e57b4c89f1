/** Allocates a zeroed float32 buffer where a set of kernels can work on it. */
export type Allocate = (length: number) => Float32Array;

/** Half-open range of elements that one kernel call covers. */
export interface ElementRange {
  readonly start: number;
  readonly end: number;
}

/** Scalars of one Adam update; every one is rounded to float32 before use. */
export interface AdamCoefficients {
  /** beta_1. */
  readonly firstDecay: number;
  /** 1 - beta_1. */
  readonly firstWeight: number;
  /** beta_2. */
  readonly secondDecay: number;
  /** 1 - beta_2. */
  readonly secondWeight: number;
  /** Learning rate with both bias corrections folded in. */
  readonly stepSize: number;
  /** Added to the root of the second moment, bias correction folded in. */
  readonly epsilon: number;
  /** What the values are multiplied with first: 1 - learning rate * decay. */
  readonly retention: number;
}

/**
 * The loops of the optimisers, in place on flat float32 buffers. Two forms exist, plain TypeScript and WebAssembly SIMD,
 * with the same order of operations and a rounding to float32 after each, so they give the same bits.
 */
export interface VectorKernels {
  readonly id: 'plain' | 'wasm';
  readonly allocate: Allocate;
  /**
   * Sum of squares in float64: eight partial sums, number k over the elements whose index is k modulo 8, then
   * ((s0+s4)+(s2+s6)) + ((s1+s5)+(s3+s7)). NaN or infinite if any element is.
   */
  sumOfSquares(vector: Float32Array): number;
  /** vector = vector * factor */
  scale(vector: Float32Array, factor: number): void;
  /** values = values - rate * gradients */
  descend(values: Float32Array, gradients: Float32Array, range: ElementRange, rate: number): void;
  /** velocity = momentum * velocity + gradients; values = values - rate * velocity */
  descendWithMomentum(
    values: Float32Array,
    gradients: Float32Array,
    velocity: Float32Array,
    range: ElementRange,
    rate: number,
    momentum: number,
  ): void;
  /**
   * first = firstDecay * first + firstWeight * g; second = secondDecay * second + secondWeight * (g * g);
   * values = retention * values - (stepSize * first) / (sqrt(second) + epsilon)
   */
  adam(
    values: Float32Array,
    gradients: Float32Array,
    firstMoment: Float32Array,
    secondMoment: Float32Array,
    range: ElementRange,
    coefficients: AdamCoefficients,
  ): void;
}
