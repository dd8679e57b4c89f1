import { createHash } from 'node:crypto';
import { TIERS } from './bots/tiers';
import { INTENSITIES } from './game/action-codec';
import { OCTANT_SLOPE } from './game/octant';
import { RULES } from './game/rules';
import { GOLDEN_HASHES } from './golden/golden-hashes';
import { GLOBAL_FEATURES, MAP_CHANNELS } from './observation/observation-layout';

/**
 * 12 hexadecimal digits that name the game: its numbers, tiers, actions, observation, and the golden hashes, which
 * change with whatever else changes a game. Rewards are not part of it: they change no game.
 */
export const ENVIRONMENT_HASH: string = createHash('sha256')
  .update(JSON.stringify([RULES, OCTANT_SLOPE, TIERS, INTENSITIES, MAP_CHANNELS, GLOBAL_FEATURES, GOLDEN_HASHES]))
  .digest('hex')
  .slice(0, 12);
