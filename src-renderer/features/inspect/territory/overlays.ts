import { formatNumber } from '../../../lib/format';
import { rangeOf, type Plane } from './stored-plane';

/** What dims the tiles of the map. */
export type Overlay = 'plain' | 'attention' | 'gates' | 'troops';

export const OVERLAY_WORDS: Readonly<Record<Overlay, string>> = {
  plain: 'Plain',
  attention: 'Attention',
  gates: 'Gates',
  troops: 'Troops per tile',
};

/** @param weights that are shown; null where none are */
export function overlayNote(overlay: Overlay, weights: Plane | null): string {
  if (overlay === 'plain')
    return 'Outlined: the learner. The longer the arrow, the larger the share of its troops that goes.';
  if (overlay === 'troops') return 'Undimmed: the player with most home troops for each of its tiles.';
  if (weights === null) return 'The game is over: nothing was decided here.';
  const [smallest, largest] = rangeOf(weights);
  const range = `${formatNumber(smallest, 2)} to ${formatNumber(largest, 2)}`;
  return overlay === 'attention'
    ? `Undimmed: where the weight is, ${range}; the ${weights.values.length} weights sum to 1.`
    : `Undimmed: where the gate is open, ${range} of 1; relative to the largest.`;
}
