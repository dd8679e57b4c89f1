import type { TerritoryOutcome } from '#contract/territory';
import { ACTIONS, actionDirection, WAIT } from '../game/action-codec';
import { RULES } from '../game/rules';
import type { ActionEffect, TerritoryGame } from '../game/territory-game';
import type { RewardPreset } from '../rewards/reward-facts';

/** What one player of a running episode did and was paid so far. */
export class PlayerRecord {
  /** Reward of the last decision. */
  reward = 0;
  episodeReturn = 0;
  waits = 0;
  launches = 0;
  /** Decisions in which the player lived. */
  decisions = 0;
  readonly actionCounts = new Int32Array(ACTIONS);
  private readonly names: readonly string[];
  private readonly termSums: Float64Array;
  private action = 0;
  private shareBefore = 0;
  private troopsBefore = 0;
  private rankBefore = 0;
  private absorbedBefore = 0;

  constructor(
    private readonly game: TerritoryGame,
    readonly player: number,
    private readonly preset: RewardPreset,
  ) {
    this.names = Object.keys(preset);
    this.termSums = new Float64Array(this.names.length);
  }

  reset(): void {
    [this.reward, this.episodeReturn, this.waits, this.launches, this.decisions] = [0, 0, 0, 0, 0];
    this.actionCounts.fill(0);
    this.termSums.fill(0);
  }

  /** Notes where the player stands before a decision. */
  begin(): void {
    const { game, player } = this;
    this.shareBefore = game.share(player);
    this.troopsBefore = game.troops[player]! + game.committed(player);
    this.rankBefore = game.rank(player);
    this.absorbedBefore = game.absorbed[player]!;
  }

  /** Notes what the player chose and what it did at once. */
  acted(action: number, { launched }: Readonly<ActionEffect>): void {
    this.action = action;
    this.decisions += 1;
    this.actionCounts[action]! += 1;
    if (actionDirection(action) === WAIT) this.waits += 1;
    if (launched) this.launches += 1;
  }

  /** Pays for the decision. */
  finish(outcome: TerritoryOutcome | null): void {
    const { game, player } = this;
    const capacity = game.capacity(player);
    const facts = {
      shareBefore: this.shareBefore,
      share: game.share(player),
      troopsBefore: this.troopsBefore,
      troops: game.troops[player]! + game.committed(player),
      fullness: game.troops[player]! / capacity,
      density: game.density(player),
      capacity,
      rankBefore: this.rankBefore,
      rank: game.rank(player),
      absorbed: game.absorbed[player]! - this.absorbedBefore,
      isWait: actionDirection(this.action) === WAIT,
      distinctOctants: game.history.recentOctants(player),
      progress: game.decision / RULES.time.cap,
      outcome,
    };
    this.reward = 0;
    this.names.forEach((name, i) => {
      const value = this.preset[name]!(facts);
      this.termSums[i]! += value;
      this.reward += value;
    });
    this.episodeReturn += this.reward;
  }

  /** @returns sum of each reward term so far, by its name */
  rewardTerms(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.names.map((name, i) => [name, this.termSums[i]!]));
  }
}
