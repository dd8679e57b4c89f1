const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-5;

/**
 * Adam on a plain array, for the sanity learner: it must not depend on the executors that the networks use.
 * @see Kingma and Ba (2015), Adam: a method for stochastic optimization, algorithm 1
 */
export class AdamState {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private steps = 0;

  constructor(
    count: number,
    private readonly learningRate: number,
  ) {
    this.first = new Float64Array(count);
    this.second = new Float64Array(count);
  }

  /** Moves the weights against the gradient, in place. */
  step(weights: Float64Array, gradient: Float64Array): void {
    this.steps += 1;
    const firstCorrection = 1 - FIRST_DECAY ** this.steps;
    const secondCorrection = 1 - SECOND_DECAY ** this.steps;
    for (let i = 0; i < weights.length; i++) {
      this.first[i] = FIRST_DECAY * this.first[i]! + (1 - FIRST_DECAY) * gradient[i]!;
      this.second[i] = SECOND_DECAY * this.second[i]! + (1 - SECOND_DECAY) * gradient[i]! ** 2;
      const direction = this.first[i]! / firstCorrection / (Math.sqrt(this.second[i]! / secondCorrection) + EPSILON);
      weights[i]! -= this.learningRate * direction;
    }
  }
}
