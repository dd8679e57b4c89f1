import type { TerritoryEpisode } from '#contract/territory';
import { PLAYERS, RULES } from '../game/rules';
import type { Finding } from './finding';

/** What the loop around the environment noted of an ended episode, to be held against the game's own record. */
export interface LoggedEpisode {
  readonly info: TerritoryEpisode;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

/**
 * EPI-WIN: the logger and the game count different numbers of wins.
 * @param loggedWins as the run's own counter has it
 */
export function episodeWin(episodes: readonly LoggedEpisode[], loggedWins: number): Finding | null {
  const wins = episodes.filter(({ info }) => info.game.outcome === 'win').length;
  if (wins === loggedWins) return null;
  return {
    id: 'epi-win',
    severity: 'error',
    message: `The game counts ${wins} wins in ${episodes.length} episodes, the log ${loggedWins}.`,
    cause: 'A wrapper overwrote or dropped the record of the game.',
    nextStep: 'Take wins from the field game.outcome of the final info only.',
    value: loggedWins - wins,
  };
}

/** EPI-RANK: a rank that no player can have. */
export function episodeRank(episodes: readonly LoggedEpisode[]): Finding | null {
  const wrong = episodes.find(({ info }) => !(info.game.rank >= 1 && info.game.rank <= PLAYERS + 1));
  if (wrong === undefined) return null;
  const { rank, seed } = wrong.info.game;
  return {
    id: 'epi-rank',
    severity: 'error',
    message: `The rank at the end of game ${seed} is ${rank}; ranks go from 1 to ${PLAYERS}.`,
    cause: 'An eliminated player is looked for among the living.',
    nextStep: 'Rank an eliminated player one after those who lived when it fell.',
    value: rank,
  };
}

/** EPI-TRUNC: a game at the cap that is not marked as truncated is learned from as if its future were worth nothing. */
export function episodeTruncation(episodes: readonly LoggedEpisode[]): Finding | null {
  const wrong = episodes.filter(
    ({ info, truncated }) => info.game.outcome === 'timeout' && info.game.decisions >= RULES.time.cap && !truncated,
  );
  if (wrong.length === 0) return null;
  return {
    id: 'epi-trunc',
    severity: 'error',
    message: `${wrong.length} of ${episodes.length} episodes reached the cap of ${RULES.time.cap} decisions and are not marked as truncated.`,
    cause: 'The cap is reported as an end of the game, so nothing is bootstrapped there.',
    nextStep: 'Set truncated, not terminated, at the cap, and use the value of the final observation.',
    value: wrong.length,
  };
}
