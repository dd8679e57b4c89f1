import type { TeamStatistic } from '#contract/config/deep-set-ranker';
import type { Season } from '../box-scores/box-scores';
import type { League } from './league';
import { ROLLING_VALUES } from './player-history';
import { minutesByPlayer } from './roster';
import { statisticNames } from './statistic-names';
import { TEAM_STATISTICS } from './team-statistics';

/** Which games the statistics are taken of; keys of the configuration's `training` section. */
export interface StatisticsOptions {
  readonly rolling_windows: readonly number[];
  readonly team_statistics: readonly TeamStatistic[];
  readonly use_prior_season_baseline: boolean;
  readonly prior_season_lookback_days: number;
}

/** Days before a season in which minutes for the team make a player a returning one (spec section 2.4). */
const RETURNING_LOOKBACK_DAYS = 400;
const ON_COURT = ROLLING_VALUES.indexOf('on_court_pm_approx');

/**
 * Statistics of players as of a day, from games before that day only, in the order of `statisticNames`.
 *
 * Windows hold games of any team. They begin with the season; with the prior-season baseline they are filled up with
 * games of the days before it, so that three games in October do not stand alone.
 *
 * @see docs/families/deep-set-ranker.md#statistics for what differs from the original
 */
export class StatisticsOnDay {
  /** Returning players by team and season: the same for every date of a season. */
  private readonly returning = new Map<string, ReadonlySet<number>>();
  /** Statistics of a player. */
  private readonly width: number;

  constructor(
    private readonly league: League,
    private readonly options: StatisticsOptions,
  ) {
    this.width = statisticNames(options).length;
  }

  /**
   * Writes one row a player.
   * @param target at least players x statistics values from `offset` on
   */
  write(
    players: readonly number[],
    team: number,
    season: Season,
    day: number,
    target: Float32Array,
    offset: number,
  ): void {
    const ofTeam = [
      this.returningShare(team, season, day),
      ...this.options.team_statistics.map((name) => TEAM_STATISTICS[name](this.league, team, season, day)),
    ];
    const since = this.options.use_prior_season_baseline
      ? season.start - this.options.prior_season_lookback_days
      : season.start;
    players.forEach((player, slot) => {
      const base = offset + slot * this.width;
      this.writeWindows(player, team, season, since, day, target, base);
      target.set(ofTeam, base + this.width - ofTeam.length);
    });
  }

  private writeWindows(
    player: number,
    team: number,
    season: Season,
    since: number,
    day: number,
    target: Float32Array,
    base: number,
  ): void {
    const { rolling_windows: windows } = this.options;
    windows.forEach((window, index) => {
      const span = this.league.players.span(player, day, window, since);
      for (let value = 0; value < ON_COURT; value += 1)
        target[base + index * 7 + value] = this.league.players.mean(span, value);
      target[base + index * 7 + ON_COURT] = this.availability(player, team, season, day, window);
      target[base + windows.length * 7 + index] = this.league.players.mean(span, ON_COURT);
    });
  }

  /** Share of the team's last games this season that the player appeared in; 0 before its first. */
  private availability(player: number, team: number, season: Season, day: number, window: number): number {
    const games = this.league.teams.slotsBetween(team, season.start, day).slice(-window);
    if (games.length === 0) return 0;
    return this.league.players.appearances(player, team, this.league.teams.dayOf(games[0]!), day) / games.length;
  }

  /** Share of the team's minutes this season that returning players had. */
  private returningShare(team: number, season: Season, day: number): number {
    const returning = this.returningPlayers(team, season);
    let total = 0;
    let ofReturning = 0;
    for (const [player, minutes] of minutesByPlayer(this.league, team, season.start, day)) {
      total += minutes;
      if (returning.has(player)) ofReturning += minutes;
    }
    return total === 0 ? 0 : ofReturning / total;
  }

  private returningPlayers(team: number, season: Season): ReadonlySet<number> {
    const key = `${team} ${season.name}`;
    const known = this.returning.get(key);
    if (known) return known;
    const earlier = minutesByPlayer(this.league, team, season.start - RETURNING_LOOKBACK_DAYS, season.start);
    const players = new Set([...earlier].filter(([, minutes]) => minutes > 0).map(([player]) => player));
    this.returning.set(key, players);
    return players;
  }
}
