import type { League } from '../features/league';
import type { Season } from '../box-scores/box-scores';

/**
 * A group of Model B features over one season. It is shown the season's games in order of time and asked between two
 * days, so that it cannot know a game of the day or later. It starts anew with each season (Elo carries over).
 */
export interface TeamFeatureState {
  startSeason(season: Season): void;
  /** @param game position in `BoxScores.games` */
  addGame(game: number): void;
  /** @returns one value a name, for a team as of a day on which all earlier games were added; NaN = not known yet */
  valuesOn(team: number, day: number): readonly number[];
}

export interface TeamFeatureGroupDefinition {
  readonly names: readonly string[];
  create(league: League): TeamFeatureState;
}
