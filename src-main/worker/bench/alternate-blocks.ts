import type { BlockTimes } from '#contract/bench-protocol';
import type { Contender } from './contender-process';

/**
 * Lets contenders take turns: one block each, then again, every other round in reverse, so that a busy moment or a
 * processor that grows warm meets all of them alike. One round before the first is not counted.
 * @param milliseconds of a block; the step that is under way then is finished
 * @returns blocks of each contender; the error that ended it for one that failed
 */
export async function alternateBlocks(
  contenders: readonly Pick<Contender, 'runBlock'>[],
  rounds: number,
  milliseconds: number,
): Promise<readonly (readonly BlockTimes[] | Error)[]> {
  const results: (BlockTimes[] | Error)[] = contenders.map(() => []);
  const order = contenders.map((_, index) => index);
  for (let round = 0; round <= rounds; round += 1) {
    for (const index of round % 2 === 0 ? order : order.toReversed()) {
      const result = results[index]!;
      if (result instanceof Error) continue;
      try {
        const times = await contenders[index]!.runBlock(milliseconds);
        if (round > 0) result.push(times);
      } catch (error) {
        results[index] = error instanceof Error ? error : new Error(String(error));
      }
    }
  }
  return results;
}
