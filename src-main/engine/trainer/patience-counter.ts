/** What {@link PatienceCounter} carries from epoch to epoch. */
export interface PatienceState {
  /** null: nothing was observed yet. */
  readonly best: number | null;
  readonly epochsSince: number;
}

/** Counts epochs in a row without a better value: the rule behind early stopping and the not-learning stop. */
export class PatienceCounter {
  private best: number | null = null;
  private epochsSince = 0;

  /**
   * @param patience epochs without improvement that exhaust it; at least 1
   * @param minDelta least improvement that counts
   */
  constructor(
    private readonly mode: 'min' | 'max',
    private readonly patience: number,
    private readonly minDelta: number,
  ) {}

  /** @returns whether the patience is exhausted. NaN is never an improvement. */
  observe(value: number): boolean {
    const gain = this.best === null ? Infinity : this.mode === 'min' ? this.best - value : value - this.best;
    const isBetter = !Number.isNaN(value) && gain > this.minDelta;
    if (isBetter) this.best = value;
    this.epochsSince = isBetter ? 0 : this.epochsSince + 1;
    return this.epochsSince >= this.patience;
  }

  state(): PatienceState {
    return { best: this.best, epochsSince: this.epochsSince };
  }

  restore({ best, epochsSince }: PatienceState): void {
    this.best = best;
    this.epochsSince = epochsSince;
  }
}
