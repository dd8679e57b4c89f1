import type { ParameterSlot } from '../backend/parameter-store';
import { UnknownParameterBlockError } from './optimizer-errors';
import type { ElementRange } from './vector-kernels';

/** Learning-rate multipliers by `ParameterSpec.block`; blocks that are not named keep 1. */
export type RateMultipliers = Readonly<Record<string, number>>;

/** A stretch of the trainable buffer whose parameters are updated alike. */
export interface ParameterSegment extends ElementRange {
  readonly decay: boolean;
  readonly rateMultiplier: number;
}

function assertKnownBlocks(slots: readonly ParameterSlot[], multipliers: RateMultipliers): void {
  const known = [...new Set(slots.map((slot) => slot.block))];
  for (const block of Object.keys(multipliers)) {
    if (!known.includes(block)) throw new UnknownParameterBlockError(block, known);
  }
}

/**
 * Joins neighbouring trainable parameters that share the decay flag and the multiplier, so that a kernel runs over few
 * long stretches instead of every tensor.
 * @param slots in buffer order, as `ParameterStore.slots`
 * @throws UnknownParameterBlockError when a multiplier names no block of the model
 */
export function parameterSegments(
  slots: readonly ParameterSlot[],
  multipliers: RateMultipliers = {},
): readonly ParameterSegment[] {
  assertKnownBlocks(slots, multipliers);
  const segments: ParameterSegment[] = [];
  for (const slot of slots.filter(({ trainable }) => trainable)) {
    const rateMultiplier = multipliers[slot.block] ?? 1;
    const last = segments.at(-1);
    const end = slot.offset + slot.length;
    if (last && last.decay === slot.decay && last.rateMultiplier === rateMultiplier) {
      segments[segments.length - 1] = { ...last, end };
    } else segments.push({ start: slot.offset, end, decay: slot.decay, rateMultiplier });
  }
  return segments;
}
