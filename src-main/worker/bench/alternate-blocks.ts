import type { BlockTimes } from '#contract/bench-protocol';
import type { Contender } from './contender-process';

/** A contender with the number of steps that fill its share of the time. */
export interface PacedContender {
  readonly contender: Contender;
  readonly stepsPerBlock: number;
}

/** @returns how many steps of a length fill a block; at least one */
export const stepsPerBlock = (blockMs: number, stepMs: number): number =>
  Math.max(1, Math.round(blockMs / Math.max(stepMs, 1e-3)));

/**
 * Lets contenders take turns: one block each, then again, every other round in reverse, so that a busy moment or a
 * processor that grows warm meets all of them alike. One round before the first is not counted.
 * @returns blocks of each contender; the error that ended it for one that failed
 */
export async function alternateBlocks(
  contenders: readonly PacedContender[],
  rounds: number,
): Promise<readonly (readonly BlockTimes[] | Error)[]> {
  const results: (BlockTimes[] | Error)[] = contenders.map(() => []);
  const order = contenders.map((_, index) => index);
  for (let round = 0; round <= rounds; round += 1) {
    for (const index of round % 2 === 0 ? order : order.toReversed()) {
      const result = results[index]!;
      if (result instanceof Error) continue;
      const { contender, stepsPerBlock: steps } = contenders[index]!;
      try {
        const times = await contender.runBlock(steps);
        if (round > 0) result.push(times);
      } catch (error) {
        results[index] = error instanceof Error ? error : new Error(String(error));
      }
    }
  }
  return results;
}
