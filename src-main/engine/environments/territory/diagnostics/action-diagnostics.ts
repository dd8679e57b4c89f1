import type { TerritoryEpisode } from '#contract/territory';
import { actionDirection, DIRECTIONS, WAIT } from '../game/action-codec';
import { gameScore } from '../evaluation/evaluation-summary';
import type { Finding } from './finding';

const IDLE_WAIT_SHARE = 0.9;
const FEWEST_LAUNCHES = 2;
/** Windows in a row before idling is reported: a run came out of such a phase by itself. */
export const IDLE_WINDOWS = 3;
const COLLAPSE_SHARE = 0.8;

const sum = (games: readonly TerritoryEpisode[], of: (game: TerritoryEpisode['game']) => number): number =>
  games.reduce((total, { game }) => total + of(game), 0);

/** Launches that can have taken a tile: not more than the tiles taken. */
const usefulLaunches = ({ launches, captures }: TerritoryEpisode['game']): number => Math.min(launches, captures);

function isIdle(games: readonly TerritoryEpisode[], idleScore: number): boolean {
  const decisions = sum(games, (game) => game.decisions);
  const score = games.reduce((total, game) => total + gameScore(game), 0) / games.length;
  return (
    sum(games, (game) => game.waits) / decisions > IDLE_WAIT_SHARE &&
    (100 * sum(games, usefulLaunches)) / decisions < FEWEST_LAUNCHES &&
    score <= idleScore
  );
}

/**
 * ACT-IDLE: the player waits, takes nothing and scores no better than one that does nothing. Waiting alone is no fault:
 * good scripted players wait in 50 to 80 % of decisions.
 * @param windows   finished episodes, one list a window, the newest last; none of them empty
 * @param idleScore score of the scripted player `idle` on the same tier
 */
export function actionIdle(windows: readonly (readonly TerritoryEpisode[])[], idleScore: number): Finding | null {
  const last = windows.slice(-IDLE_WINDOWS);
  if (last.length < IDLE_WINDOWS || !last.every((games) => isIdle(games, idleScore))) return null;
  const games = last.at(-1)!;
  const waitShare = sum(games, (game) => game.waits) / sum(games, (game) => game.decisions);
  return {
    id: 'act-idle',
    severity: 'warning',
    message: `The player waits in ${(100 * waitShare).toFixed(0)} % of its decisions, takes hardly a tile and scores no more than doing nothing.`,
    cause: 'The first attacks of an untrained policy lose, so it learns to leave them before it learns to aim them.',
    nextStep: 'Go on for a while, it may come out by itself; else raise the entropy coefficient or start on tier easy.',
    value: waitShare,
  };
}

/**
 * ACT-COLLAPSE: one action, not WAIT, is nearly all that is played.
 * @param games played by argmax, at least one
 */
export function actionCollapse(games: readonly TerritoryEpisode[]): Finding | null {
  const counts = games[0]!.game.actionCounts.map((_, action) => sum(games, (game) => game.actionCounts[action]!));
  const share = (action: number): number => counts[action]! / sum(games, (game) => game.decisions);
  const collapsed = counts.findIndex((_, action) => actionDirection(action) !== WAIT && share(action) > COLLAPSE_SHARE);
  if (collapsed === -1) return null;
  return {
    id: 'act-collapse',
    severity: 'warning',
    message: `Action ${collapsed} (${DIRECTIONS[actionDirection(collapsed)]}) is ${(100 * share(collapsed)).toFixed(0)} % of all decisions by argmax.`,
    cause: 'The policy does not depend on what it sees.',
    nextStep:
      'Look at the observation diagnostics first; then raise the entropy coefficient or lower the learning rate.',
    value: share(collapsed),
  };
}
