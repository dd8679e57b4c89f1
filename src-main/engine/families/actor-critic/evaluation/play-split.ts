import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import type { TerritoryEpisode } from '#contract/territory';
import type { ForwardPass } from '../../../backend/executor';
import { playPolicy, type ChoiceMode } from '../../../environments/territory/evaluation/play-policy';
import type { GameList } from '../../../environments/territory/evaluation/play-scripted';
import type { Evaluation } from '../../family';
import { policyMetrics } from './game-metrics';
import { toGameTable, type GamesByMode } from './game-rows';
import { networkPolicy } from './network-policy';

/** How games are played. */
export interface PlaySettings {
  /** Games side by side. */
  readonly rows: number;
  readonly frames: number;
  readonly signal: AbortSignal;
}

/** Games of a network, sampled and by argmax, and a way to watch the first of the sampled ones. */
export interface PlayedSplit {
  readonly games: Required<GamesByMode>;
  readonly replay: TerritoryReplay;
}

/** Plays every game of a list twice: by sampling, which is how the policy was trained, and by argmax. */
export async function playSplit(forward: ForwardPass, list: GameList, settings: PlaySettings): Promise<PlayedSplit> {
  const replays: TerritoryReplay[] = [];
  const sampled = await playMode('sampled', forward, list, settings, (replay) => replays.push(replay));
  const argmax = await playMode('argmax', forward, list, settings, () => {});
  return { games: { sampled, argmax }, replay: replays.find(({ seed }) => seed === list.seeds[0])! };
}

/** @param onReplay gets every game, in the order they end */
export function playMode(
  mode: ChoiceMode,
  forward: ForwardPass,
  list: GameList,
  { rows, frames, signal }: PlaySettings,
  onReplay: (replay: TerritoryReplay) => void,
): Promise<readonly TerritoryEpisode[]> {
  const policy = networkPolicy(forward, rows, frames);
  return playPolicy(policy, list, { mode, rows, signal, onGame: (_finished, _total, replay) => onReplay(replay) });
}

/**
 * An evaluation as the trainer wants it. There is no loss of games: 1 - score takes its place.
 * @param greedy the same games, played by `greedy`
 */
export function toEvaluation(games: GamesByMode, greedy: readonly TerritoryEpisode[]): Evaluation {
  const metrics = policyMetrics(games, greedy);
  return { metrics, loss: 1 - metrics['score']!, predictions: toGameTable(games) };
}
