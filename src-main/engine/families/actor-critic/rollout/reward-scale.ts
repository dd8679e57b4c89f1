/** What is stored of a scale. */
export interface RewardScaleState {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
  readonly returns: readonly number[];
}

const EPSILON = 1e-8;
const LARGEST = 10;

/**
 * Divides rewards by the running deviation of the discounted return, so that rewards of any size fit one learning rate.
 * @see Engstrom et al. (2020), https://arxiv.org/abs/2005.12729; as in Gymnasium's NormalizeReward
 */
export class RewardScale {
  private count = 0;
  private mean = 0;
  /** Sum of squared differences to the mean (Welford). */
  private squares = 0;
  private returns: Float64Array;

  constructor(
    environments: number,
    private readonly discount: number,
  ) {
    this.returns = new Float64Array(environments);
  }

  /**
   * @param rewards   float32 [environments] from `offset` on, overwritten
   * @param doneFlags both endings, [environments]
   */
  apply(rewards: Float32Array, offset: number, doneFlags: readonly Uint8Array[]): void {
    for (let row = 0; row < this.returns.length; row++) {
      const reward = rewards[offset + row]!;
      this.returns[row] = this.returns[row]! * this.discount + reward;
      this.observe(this.returns[row]!);
      const deviation = Math.sqrt(this.squares / this.count + EPSILON);
      rewards[offset + row] = Math.max(-LARGEST, Math.min(LARGEST, reward / deviation));
      if (doneFlags.some((flags) => flags[row] === 1)) this.returns[row] = 0;
    }
  }

  state(): RewardScaleState {
    const { count, mean, squares } = this;
    return { count, mean, squares, returns: [...this.returns] };
  }

  restore({ count, mean, squares, returns }: RewardScaleState): void {
    this.count = count;
    this.mean = mean;
    this.squares = squares;
    this.returns = Float64Array.from(returns);
  }

  private observe(value: number): void {
    this.count += 1;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.squares += before * (value - this.mean);
  }
}
