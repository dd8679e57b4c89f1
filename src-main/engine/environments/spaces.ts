/** Numbers within limits, an array of a fixed shape. */
export interface BoxSpace {
  readonly kind: 'box';
  readonly shape: readonly number[];
  readonly dtype: 'uint8' | 'float32';
  readonly low: number;
  readonly high: number;
}

/** One of `count` actions, 0 to count - 1. */
export interface DiscreteSpace {
  readonly kind: 'discrete';
  readonly count: number;
}

/** Named parts of an observation. */
export interface DictSpace {
  readonly kind: 'dict';
  readonly spaces: Readonly<Record<string, BoxSpace>>;
}
