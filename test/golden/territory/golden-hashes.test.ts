import { expect, it } from 'vitest';
import { goldenHash } from '../../../src-main/engine/environments/territory/golden/golden-game';
import { GOLDEN_HASHES } from '../../../src-main/engine/environments/territory/golden/golden-hashes';

it('plays the scripted games of three seeds to the stored states, twice', () => {
  for (const [seed, hash] of Object.entries(GOLDEN_HASHES)) {
    expect(goldenHash(Number(seed))).toBe(hash);
    expect(goldenHash(Number(seed))).toBe(hash);
  }
});
