/**
 * @param finalRanks int32 [rows] of an environment, learners first; filled for the slot
 * @param slot       whose game has ended
 * @param slots      games side by side
 * @returns share of the slot's other rows that the learner finished ahead of; an equal rank counts half
 */
export function aheadShare(finalRanks: Int32Array, slot: number, slots: number): number {
  let [ahead, opponents] = [0, 0];
  for (let row = slot + slots; row < finalRanks.length; row += slots) {
    ahead += 0.5 + 0.5 * Math.sign(finalRanks[row]! - finalRanks[slot]!);
    opponents += 1;
  }
  return ahead / opponents;
}
