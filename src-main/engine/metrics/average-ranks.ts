/**
 * Ranks of values, 1 = largest; equal values share the mean of the ranks they take up.
 * @returns one rank a value, in the order of the values
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, index) => index).sort((a, b) => values[b]! - values[a]!);
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]!] === values[order[first]!]) last += 1;
    for (let index = first; index <= last; index += 1) ranks[order[index]!] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return ranks;
}
