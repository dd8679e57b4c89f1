import { createHash } from 'node:crypto';
import type { CheckSourceOutput } from '#contract/jobs';
import { TERRITORY_TIERS } from '#contract/territory';
import { ENVIRONMENT_HASH } from '../../environments/territory/environment-hash';
import { EVALUATION_GAMES } from '../../environments/territory/evaluation/evaluation-seeds';
import { seedDrift } from '../../environments/territory/diagnostics/seed-drift';
import { MAP_SIDE, PLAYERS, RULES } from '../../environments/territory/game/rules';

/** Plays the golden games: the source is the game itself. A changed rule gives another fingerprint. */
export function checkTerritory(): CheckSourceOutput {
  const drift = seedDrift();
  return {
    fingerprint: createHash('sha256').update(`territory ${ENVIRONMENT_HASH}`).digest('hex'),
    bytes: 0,
    // Rows are games with a fixed seed; training games are made as they are played.
    rows: EVALUATION_GAMES * TERRITORY_TIERS.length,
    warnings: drift ? [`${drift.message} ${drift.nextStep}`] : [],
    facts: [
      { label: 'Environment', value: ENVIRONMENT_HASH },
      { label: 'Map', value: `${MAP_SIDE} x ${MAP_SIDE} tiles` },
      { label: 'Players', value: `${PLAYERS}: the learner and five scripted ones` },
      { label: 'Tiers', value: TERRITORY_TIERS.join(', ') },
      { label: 'Longest game', value: `${RULES.time.cap} decisions` },
    ],
    credits: [],
  };
}
