import type { TerritoryEpisode } from '#contract/territory';
import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import { argmaxAllowed, sampleAllowed } from '../../evaluation/masked-choice';
import { Episode } from '../episode/episode';
import { ACTIONS } from '../game/action-codec';
import { RandomNumbers, STREAM } from '../game/random-numbers';
import { LEARNER } from '../game/rules';
import { makeTerritoryMap } from '../map/territory-map';
import { createObservations } from '../observation/observation-layout';
import { writeObservation } from '../observation/write-observation';
import type { LogitPolicy, PolicyInput } from '../policy';
import type { GameList } from './play-scripted';

/** How an action follows from the logits: drawn by their probabilities, or the largest. */
export type ChoiceMode = 'sampled' | 'argmax';

export interface PlayOptions {
  readonly mode: ChoiceMode;
  /** Games that are played side by side; does not change what is sampled in a game. */
  readonly rows: number;
  readonly signal?: AbortSignal;
  /** Called after each game, with what is needed to watch it. */
  readonly onGame?: (finished: number, total: number, replay: TerritoryReplay) => void;
}

/** Games side by side: each row plays the next game of the list when its own is over. */
class PolicyGames {
  readonly results: (TerritoryEpisode | null)[];
  readonly input: PolicyInput;
  private readonly episodes: readonly Episode[];
  private readonly random: readonly RandomNumbers[];
  /** [row], place of its game in the list, -1 = none left. */
  private readonly games: Int32Array;
  private nextGame = 0;
  finished = 0;

  constructor(
    private readonly list: GameList,
    private readonly options: PlayOptions,
  ) {
    const rows = Math.min(options.rows, list.seeds.length);
    this.results = list.seeds.map(() => null);
    this.episodes = Array.from(
      { length: rows },
      () => new Episode({ tier: list.tier, reward: list.reward, selfPlay: false }),
    );
    this.random = this.episodes.map(() => new RandomNumbers(0, STREAM.sampling));
    this.games = new Int32Array(rows).fill(-1);
    this.input = {
      rows,
      observations: createObservations(rows),
      actionMasks: new Uint8Array(rows * ACTIONS),
      decisions: new Int32Array(rows),
      isPlaying: new Uint8Array(rows),
      view: (row) => this.episodes[row]!.seats[LEARNER - 1]!,
    };
    for (let row = 0; row < rows; row++) this.startNext(row);
  }

  /** One decision of every row, by its logits. */
  play(logits: Float32Array): void {
    const action = new Int32Array(1);
    for (let row = 0; row < this.input.rows; row++) {
      if (this.input.isPlaying[row] === 0) continue;
      action[0] = this.choose(logits, row);
      const episode = this.episodes[row]!;
      episode.play(action, 0);
      this.input.decisions[row]! += 1;
      if (episode.isOver()) this.close(row);
      else this.observe(row);
    }
  }

  private choose(logits: Float32Array, row: number): number {
    const { actionMasks } = this.input;
    if (this.options.mode === 'argmax') return argmaxAllowed(logits, actionMasks, row * ACTIONS, ACTIONS);
    return sampleAllowed(logits, actionMasks, row * ACTIONS, ACTIONS, this.random[row]!.uniform());
  }

  private close(row: number): void {
    const episode = this.episodes[row]!;
    this.results[this.games[row]!] = episode.info(LEARNER, episode.outcome(LEARNER)!);
    this.finished += 1;
    this.options.onGame?.(this.finished, this.list.seeds.length, episode.replay());
    this.startNext(row);
  }

  private startNext(row: number): void {
    const game = this.nextGame++;
    const seed = this.list.seeds[game];
    this.games[row] = seed === undefined ? -1 : game;
    this.input.isPlaying[row] = seed === undefined ? 0 : 1;
    this.input.decisions[row] = 0;
    if (seed === undefined) return;
    this.random[row]!.seed(seed, STREAM.sampling);
    this.episodes[row]!.reset(seed, makeTerritoryMap(seed));
    this.observe(row);
  }

  private observe(row: number): void {
    const { game } = this.episodes[row]!;
    writeObservation(game, LEARNER, this.input.observations, row);
    game.writeMask(LEARNER, this.input.actionMasks, row * ACTIONS);
  }
}

/**
 * Lets a policy play every game of a list once. The draws of a game follow from its seed alone.
 * @returns the games in the order of the list
 * @throws DOMException `AbortError` when the signal was aborted
 */
export async function playPolicy(
  policy: LogitPolicy,
  list: GameList,
  options: PlayOptions,
): Promise<readonly TerritoryEpisode[]> {
  const games = new PolicyGames(list, options);
  const logits = new Float32Array(games.input.rows * ACTIONS);
  while (games.finished < list.seeds.length) {
    options.signal?.throwIfAborted();
    await policy.logits(games.input, logits);
    games.play(logits);
  }
  return games.results.map((result) => result!);
}
