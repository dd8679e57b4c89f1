import type { TerritoryTier } from '#contract/territory';
import { Episode } from '../episode/episode';
import { actionBuilds, actionDirection, ACTIONS, encodeAction, WAIT } from '../game/action-codec';
import { LEARNER } from '../game/rules';
import { MapPool } from '../map/map-pool';
import type { Finding } from './finding';

/** A state that actions are tried from, twice the same each time. */
export interface EffectProbe {
  /** Attacks that the mask allows in the state of a seed. */
  attacks(seed: number): readonly number[];
  /** State after one decision with the action. */
  hashAfter(seed: number, action: number): string;
}

/** Tries the first decision of games of a tier. */
export function territoryProbe(tier: TerritoryTier): EffectProbe {
  const episode = new Episode({ tier, reward: 'default', selfPlay: false });
  const mask = new Uint8Array(ACTIONS);
  // All actions of a seed are tried on one map.
  const maps = new MapPool(1);
  const start = (seed: number): void => episode.reset(seed, maps.map(seed));
  return {
    attacks: (seed) => {
      start(seed);
      episode.game.writeMask(LEARNER, mask, 0);
      const isAttack = (action: number): boolean => actionDirection(action) !== WAIT && !actionBuilds(action);
      return Array.from(mask.keys()).filter((action) => mask[action] === 1 && isAttack(action));
    },
    hashAfter: (seed, action) => {
      start(seed);
      episode.play(Int32Array.of(action), 0);
      return episode.game.stateHash();
    },
  };
}

/** Attacks tried, and those after which the game was another than after waiting. */
export interface ActionEffects {
  readonly tried: number;
  readonly changed: number;
}

/** Tries every allowed attack of each seed's state against WAIT: same state, same random numbers, one decision. */
export function measureActionEffects(probe: EffectProbe, seeds: readonly number[]): ActionEffects {
  let [tried, changed] = [0, 0];
  for (const seed of seeds) {
    const waited = probe.hashAfter(seed, encodeAction(WAIT, 0, false));
    for (const attack of probe.attacks(seed)) {
      tried += 1;
      if (probe.hashAfter(seed, attack) !== waited) changed += 1;
    }
  }
  return { tried, changed };
}

/** Below this share of attacks with an effect nothing can be learned from what a player does. */
export const SMALLEST_EFFECT_SHARE = 0.95;

/** ACT-NOEFFECT: actions do not reach the game; training must not start. */
export function actionNoEffect({ tried, changed }: ActionEffects): Finding | null {
  const share = tried === 0 ? 0 : changed / tried;
  if (share >= SMALLEST_EFFECT_SHARE) return null;
  return {
    id: 'act-noeffect',
    severity: 'error',
    message: `${changed} of ${tried} allowed attacks changed the game against waiting.`,
    cause: 'Actions are lost between the policy and the rules, or the mask allows actions that do nothing.',
    nextStep: 'Do not train: follow one action from the policy to TerritoryGame.act, and compare the mask with it.',
    value: share,
  };
}
