import {
  ActionCountError,
  ActionMaskedError,
  EnvironmentCountError,
  EnvironmentHashError,
  NoEnvironmentsError,
} from '#contract/errors/environment-errors';
import type { VectorEnvironment, VectorObservations, VectorStep } from '../vector-environment';
import { ENVIRONMENT_HASH } from './environment-hash';
import { Episode, SCRIPTED_ACTION } from './episode/episode';
import { ACTIONS } from './game/action-codec';
import { mixSeeds } from './game/random-numbers';
import { LEARNER, PLAYERS } from './game/rules';
import type { SeatView } from './game/seat-view';
import { MapPool } from './map/map-pool';
import {
  createObservations,
  NETWORK_INPUTS,
  OBSERVATION_SPACE,
  type TerritoryObservations,
} from './observation/observation-layout';
import { writeObservation } from './observation/write-observation';
import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import type { TerritoryEpisode } from '#contract/territory';
import type { TerritoryOptions, TerritorySlotState, TerritoryVectorState } from './territory-types';

/** Training games have seeds from here on; those of the evaluation lie below. */
export const FIRST_TRAINING_SEED = 2 ** 31;

/** @returns seed of an episode of a slot, from 2^31 on */
export const episodeSeed = (seed: number, slot: number, episode: number): number =>
  FIRST_TRAINING_SEED + (mixSeeds(seed, slot, episode) >>> 1);

/** Territory games that step together; see {@link VectorEnvironment} for the meanings and {@link TerritoryOptions}. */
export class TerritoryVectorEnvironment implements VectorEnvironment<
  TerritoryObservations,
  TerritoryEpisode,
  TerritoryVectorState
> {
  readonly environments: number;
  readonly rows: number;
  readonly autoreset = 'same-step';
  readonly observationSpace = OBSERVATION_SPACE;
  readonly networkInputs = NETWORK_INPUTS;
  readonly actionSpace = { kind: 'discrete', count: ACTIONS } as const;
  readonly environmentHash = ENVIRONMENT_HASH;
  /** uint8 [rows], 0 = the player was eliminated and its row is idle until the slot's next game; self-play only. */
  readonly isPlaying: Uint8Array;
  /** int32 [rows], decisions since the row's episode began. */
  readonly decisions: Int32Array;
  /** int32 [rows], rank of the player when its slot's game ended: filled in slots that start their next game in this step. */
  readonly finalRanks: Int32Array;
  /** Rows of a slot. */
  private readonly players: number;
  /** int32 [6], what the players of one slot do now. */
  private readonly decision = new Int32Array(PLAYERS).fill(SCRIPTED_ACTION);
  private readonly slots: readonly Episode[];
  private readonly maps: MapPool;
  private readonly episodes: Int32Array;
  private readonly infos: (TerritoryEpisode | null)[];
  private readonly result: VectorStep<TerritoryObservations, TerritoryEpisode>;
  private seed = 0;

  /**
   * @throws NoEnvironmentsError
   * @throws TierUnknownError
   */
  constructor(private readonly options: TerritoryOptions) {
    const { environments, selfPlay, mapPoolSize } = options;
    if (!Number.isInteger(environments) || environments < 1) throw new NoEnvironmentsError(environments);
    this.environments = environments;
    this.players = selfPlay?.players ?? LEARNER;
    this.rows = environments * this.players;
    this.slots = Array.from({ length: environments }, () => new Episode({ ...options, selfPlay: selfPlay !== null }));
    this.maps = new MapPool(mapPoolSize);
    this.episodes = new Int32Array(environments);
    this.isPlaying = new Uint8Array(this.rows);
    this.decisions = new Int32Array(this.rows);
    this.finalRanks = new Int32Array(this.rows);
    this.infos = new Array<TerritoryEpisode | null>(this.rows).fill(null);
    this.result = {
      observations: createObservations(this.rows),
      actionMasks: new Uint8Array(this.rows * ACTIONS),
      rewards: new Float32Array(this.rows),
      terminated: new Uint8Array(this.rows),
      truncated: new Uint8Array(this.rows),
      finalObservations: createObservations(this.rows),
      finalInfos: this.infos,
    };
  }

  reset(seed: number): VectorObservations<TerritoryObservations> {
    this.seed = seed;
    for (let slot = 0; slot < this.environments; slot++) this.startEpisode(slot, 0);
    this.observeAll();
    return this.result;
  }

  step(actions: Int32Array): VectorStep<TerritoryObservations, TerritoryEpisode> {
    if (actions.length !== this.rows) throw new ActionCountError(actions.length, this.rows);
    for (let row = 0; row < this.rows; row++) this.assertAllowed(row, actions[row]!);
    const { rewards, terminated, truncated } = this.result;
    rewards.fill(0);
    terminated.fill(0);
    truncated.fill(0);
    this.infos.fill(null);
    for (let slot = 0; slot < this.environments; slot++) this.stepSlot(slot, actions);
    return this.result;
  }

  /**
   * Self-play: one decision of everybody in every slot.
   * @param actions int32 [players, environments]; -1 lets the tier's scripted player decide (players 2 to 6); rows that are not
   * playing are not read
   * @throws ActionCountError when the vector was made without `selfPlay`
   */
  stepAll(actions: Int32Array): VectorStep<TerritoryObservations, TerritoryEpisode> {
    if (this.options.selfPlay === null) throw new ActionCountError(this.environments * PLAYERS, this.rows);
    return this.step(actions);
  }

  /** @returns the game of a row as its player may know it, live */
  view(row: number): SeatView {
    return this.slots[row % this.environments]!.seats[Math.floor(row / this.environments)]!;
  }

  /** @returns the running game of a slot up to now, to be watched */
  replay(slot: number): TerritoryReplay {
    return this.slots[slot]!.replay();
  }

  saveState(): TerritoryVectorState {
    const slots = this.slots.map(({ actions }, slot): TerritorySlotState => ({
      episode: this.episodes[slot]!,
      actions: [...actions],
    }));
    return { environmentHash: ENVIRONMENT_HASH, seed: this.seed, slots };
  }

  /**
   * @throws EnvironmentHashError when the rules are not those of the state
   * @throws EnvironmentCountError when the state has another number of slots
   */
  restoreState(state: TerritoryVectorState): VectorObservations<TerritoryObservations> {
    if (state.environmentHash !== ENVIRONMENT_HASH) {
      throw new EnvironmentHashError('The checkpoint', state.environmentHash, ENVIRONMENT_HASH);
    }
    if (state.slots.length !== this.environments)
      throw new EnvironmentCountError(state.slots.length, this.environments);
    this.seed = state.seed;
    state.slots.forEach(({ episode, actions }, slot) => {
      this.startEpisode(slot, episode);
      const played = Int32Array.from(actions);
      const players = this.options.selfPlay === null ? LEARNER : PLAYERS;
      for (let at = 0; at < played.length; at += players) {
        this.slots[slot]!.play(played, at);
        this.countDecision(slot);
      }
    });
    this.observeAll();
    return this.result;
  }

  private startEpisode(slot: number, episode: number): void {
    this.episodes[slot] = episode;
    const seed = episodeSeed(this.seed, slot, episode);
    this.slots[slot]!.reset(seed, this.maps.map(mixSeeds(seed) % this.options.mapPoolSize));
    for (let row = slot; row < this.rows; row += this.environments) {
      this.isPlaying[row] = 1;
      this.decisions[row] = 0;
    }
  }

  private assertAllowed(row: number, action: number): void {
    if (this.isPlaying[row] === 0) return;
    if (action === SCRIPTED_ACTION && row >= this.environments) return;
    const masks = this.result.actionMasks;
    if (action >= 0 && action < ACTIONS && masks[row * ACTIONS + action] === 1) return;
    const allowed = masks.subarray(row * ACTIONS, (row + 1) * ACTIONS).reduce((sum, bit) => sum + bit, 0);
    throw new ActionMaskedError(action, row, allowed);
  }

  private stepSlot(slot: number, actions: Int32Array): void {
    const episode = this.slots[slot]!;
    for (let i = 0; i < this.players; i++) this.decision[i] = actions[this.rowOf(slot, i)]!;
    episode.play(this.decision, 0);
    const isOver = this.isOver(episode);
    for (let i = 0; i < this.players; i++) {
      const row = this.rowOf(slot, i);
      if (this.isPlaying[row] === 1) this.closeRow(episode, row, i + 1);
      if (isOver) this.finalRanks[row] = episode.game.rank(i + 1);
    }
    this.countDecision(slot);
    if (isOver) this.startEpisode(slot, this.episodes[slot]! + 1);
    for (let i = 0; i < this.players; i++) this.observe(slot, i);
  }

  /** @param i player - 1 */
  private rowOf(slot: number, i: number): number {
    return i * this.environments + slot;
  }

  private isOver(episode: Episode): boolean {
    return this.options.selfPlay?.until === 'learner' ? episode.outcome(LEARNER) !== null : episode.isOver();
  }

  /** Reward and, when the player's episode ended, how. */
  private closeRow(episode: Episode, row: number, player: number): void {
    this.result.rewards[row] = episode.records[player - 1]!.reward;
    const outcome = episode.outcome(player);
    if (outcome === null) return;
    (outcome === 'timeout' ? this.result.truncated : this.result.terminated)[row] = 1;
    writeObservation(episode.game, player, this.result.finalObservations, row);
    this.infos[row] = episode.info(player, outcome);
  }

  private countDecision(slot: number): void {
    for (let i = 0; i < this.players; i++) {
      const row = this.rowOf(slot, i);
      if (this.isPlaying[row] === 0) continue;
      this.decisions[row]! += 1;
      if (this.slots[slot]!.game.alive[i + 1] === 0) this.isPlaying[row] = 0;
    }
  }

  private observeAll(): void {
    for (let slot = 0; slot < this.environments; slot++) {
      for (let i = 0; i < this.players; i++) this.observe(slot, i);
    }
  }

  private observe(slot: number, i: number): void {
    const { game } = this.slots[slot]!;
    const row = this.rowOf(slot, i);
    writeObservation(game, i + 1, this.result.observations, row);
    game.writeMask(i + 1, this.result.actionMasks, row * ACTIONS);
  }
}
