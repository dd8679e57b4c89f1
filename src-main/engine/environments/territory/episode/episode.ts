import type { TerritoryOutcome, TerritoryReward, TerritoryTier } from '#contract/territory';
import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import { opponentsOf } from '../bots/tiers';
import { Opponents } from '../bots/opponents';
import { ENVIRONMENT_HASH } from '../environment-hash';
import { LEARNER, PLAYERS, RULES } from '../game/rules';
import { GameSeat } from '../game/seat-view';
import { TerritoryGame } from '../game/territory-game';
import type { TerritoryMap } from '../map/territory-map';
import { REWARDS } from '../rewards/rewards';
import type { TerritoryEpisode } from '#contract/territory';
import { PlayerRecord } from './player-record';

/** In self-play: the player's scripted opponent of the tier decides instead. Not for the learner, who has none. */
export const SCRIPTED_ACTION = -1;

/** What an episode is made of. */
export interface EpisodeOptions {
  readonly tier: TerritoryTier;
  readonly reward: TerritoryReward;
  readonly selfPlay: boolean;
}

/**
 * One game with its scripted opponents, rewards and records. With `selfPlay` all six players are played from outside
 * and the game goes on until it has a winner; else it ends with the learner.
 */
export class Episode {
  readonly game = new TerritoryGame();
  /** [player - 1] */
  readonly seats: readonly GameSeat[];
  /** [player - 1], in self-play of all players, else of the learner alone. */
  readonly records: readonly PlayerRecord[];
  /** Actions from outside so far, in the order they were played. */
  readonly actions: number[] = [];
  seed = 0;
  private mapSeed = 0;
  private readonly opponents: Opponents;

  /** @throws TierUnknownError */
  constructor(private readonly options: EpisodeOptions) {
    this.opponents = new Opponents(this.game, opponentsOf(options.tier));
    this.seats = Array.from({ length: PLAYERS }, (_, i) => new GameSeat(this.game, i + 1));
    this.records = this.seats
      .slice(0, options.selfPlay ? PLAYERS : LEARNER)
      .map(({ player }) => new PlayerRecord(this.game, player, REWARDS[options.reward]));
  }

  reset(seed: number, map: TerritoryMap): void {
    this.seed = seed;
    this.mapSeed = map.seed;
    this.game.reset(seed, map);
    this.opponents.reset(seed);
    this.actions.length = 0;
    for (const record of this.records) record.reset();
  }

  /**
   * Plays one decision.
   * @param actions int32, from `offset` on one for each record; an action that the rules do not allow does nothing
   */
  play(actions: Int32Array, offset: number): void {
    const { game, records } = this;
    game.beginDecision();
    for (let i = 0; i < records.length; i++) {
      records[i]!.begin();
      this.actions.push(actions[offset + i]!);
    }
    for (let player = 1; player <= PLAYERS; player++) this.actFor(player, actions, offset);
    game.advance();
    for (let i = 0; i < records.length; i++) records[i]!.finish(this.outcome(i + 1));
  }

  /** @returns how the game ended for a player, null while it plays on */
  outcome(player: number): TerritoryOutcome | null {
    const { game } = this;
    if (game.alive[player] === 0) return 'eliminated';
    const winner = game.winner();
    if (winner !== 0) return winner === player ? 'win' : 'outpaced';
    return game.decision >= RULES.time.cap ? 'timeout' : null;
  }

  /** Whether nobody plays on: the slot starts its next episode. */
  isOver(): boolean {
    if (!this.options.selfPlay) return this.outcome(LEARNER) !== null;
    return this.game.winner() !== 0 || this.game.decision >= RULES.time.cap;
  }

  /** @returns the record of a player whose episode has ended */
  info(player: number, outcome: TerritoryOutcome): TerritoryEpisode {
    const { game } = this;
    const record = this.records[player - 1]!;
    return {
      episode: { episodeReturn: record.episodeReturn, length: record.decisions },
      game: {
        seed: this.seed,
        tier: this.options.tier,
        player,
        outcome,
        finalShare: game.share(player),
        rank: game.rank(player),
        decisions: record.decisions,
        waits: record.waits,
        launches: record.launches,
        captures: game.captures[player]!,
        cities: game.board.cities[player]!,
        absorbed: game.absorbed[player]!,
        actionCounts: [...record.actionCounts],
      },
      rewardTerms: record.rewardTerms(),
    };
  }

  /** @returns what has been played so far, to be played again */
  replay(): TerritoryReplay {
    const { tier, selfPlay } = this.options;
    const { seed, mapSeed } = this;
    return { environmentHash: ENVIRONMENT_HASH, tier, seed, mapSeed, selfPlay, actions: [...this.actions] };
  }

  private actFor(player: number, actions: Int32Array, offset: number): void {
    if (this.game.alive[player] === 0) return;
    const record = this.records[player - 1];
    const given = record === undefined ? SCRIPTED_ACTION : actions[offset + player - 1]!;
    const action = given === SCRIPTED_ACTION ? this.opponents.choose(player - 2) : given;
    if (action === null) return;
    const effect = this.game.act(player, action);
    record?.acted(action, effect);
  }
}
