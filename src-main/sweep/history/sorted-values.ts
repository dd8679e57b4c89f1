/** Numbers kept in order while they come one by one; infinities sort as numbers do. */
export class SortedValues {
  readonly #values: number[] = [];

  get values(): readonly number[] {
    return this.#values;
  }

  add(value: number): void {
    this.#values.splice(this.#placeOf(value), 0, value);
  }

  #placeOf(value: number): number {
    let from = 0;
    let to = this.#values.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#values[middle]! < value) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
