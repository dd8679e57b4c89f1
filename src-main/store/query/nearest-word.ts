/** @returns the number of single-character insertions, deletions and replacements between two words (Levenshtein 1966) */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}

const isPartOf = (word: string, candidate: string): boolean =>
  candidate.toLowerCase().split('_').includes(word.toLowerCase());

/**
 * @returns the candidate that a misspelt or shortened word was probably meant to be; undefined when none is near: more than a
 *   third of its letters would have to change, and no candidate has it as a part (`layers` of `num_layers`)
 */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  const known = [...candidates];
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best ?? known.find((candidate) => isPartOf(word, candidate));
}
