import { GOLDEN_HASHES } from '../golden/golden-hashes';
import { goldenHash } from '../golden/golden-game';
import type { Finding } from './finding';

/**
 * SEED-DRIFT: a scripted game does not end in the stored state, so seeds do not name games any more. Takes about 50 ms.
 * @param play plays the golden game of a seed and returns the hash of its end
 */
export function seedDrift(play: (seed: number) => string = goldenHash): Finding | null {
  const drifted = Object.entries(GOLDEN_HASHES).filter(([seed, hash]) => play(Number(seed)) !== hash);
  if (drifted.length === 0) return null;
  return {
    id: 'seed-drift',
    severity: 'error',
    message: `${drifted.length} of ${Object.keys(GOLDEN_HASHES).length} golden games end in another state than stored (seed ${drifted.map(([seed]) => seed).join(', ')}).`,
    cause: 'The rules changed without a new environment hash, or something draws random numbers outside its stream.',
    nextStep: 'Compare nothing with older results: measure the golden hashes again, and with them all baselines.',
    value: drifted.length,
  };
}
