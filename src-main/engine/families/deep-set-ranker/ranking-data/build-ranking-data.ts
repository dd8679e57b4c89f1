import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import { NoListsError, StatisticsWidthError } from '#contract/errors/data-errors';
import type { Split } from '#contract/ids';
import { CONFERENCES } from '../box-scores/box-scores';
import type { BoxScores } from '../box-scores/box-scores';
import { createLeague } from '../features/league';
import type { League } from '../features/league';
import { statisticNames } from '../features/statistic-names';
import { encodeLists } from '../lists/encode-lists';
import { everyStepDate, gameDates } from '../lists/list-dates';
import type { ListDate } from '../lists/list-dates';
import { seasonRanks } from '../lists/season-ranks';
import { listsOnDay } from '../lists/team-list';
import type { TeamList } from '../lists/team-list';
import type { RankingData } from './ranking-data';
import { snapshotDates, splitDates } from './split-dates';
import type { SplitDates } from './split-dates';

/** Which dates go where: from the configuration in training, everything unseen for other data. */
export type DateSplitter = (dates: readonly ListDate[], seasonsHeld: readonly string[]) => SplitDates;

/** Training's splitter. @throws as {@link splitDates} */
export const configuredSplit =
  (config: DeepSetRankerConfig): DateSplitter =>
  (dates, seasonsHeld) =>
    splitDates(config, dates, seasonsHeld);

/**
 * Lists, targets and raw features of a source.
 *
 * @throws NoListsError when a part that has dates has no lists, and what the splitter throws
 */
export function buildRankingData(box: BoxScores, config: DeepSetRankerConfig, splitter: DateSplitter): RankingData {
  const league = createLeague(box);
  const allDates = gameDates(box);
  const parts = splitter(
    everyStepDate(allDates, config.training.max_dates),
    box.seasons.map(({ name }) => name),
  );
  const names = statisticNames(config.training);
  const collected = collectLists(league, config, parts, allDates);
  const shape = { teams: largestConference(box), players: config.training.roster_size, statistics: names.length };
  const encoded = encodeLists(league, collected.lists, shape, {
    ...config.training,
    num_embeddings: config.model_a.num_embeddings,
  });
  return {
    teams: box.teams,
    players: box.players,
    encoded,
    parts: collected.parts,
    snapshots: collected.snapshots,
    statisticNames: names,
    games: box.games.count,
    playerRows: box.playerGames.count,
    assumedConferences: box.assumedConferences,
    warnings: box.warnings,
  };
}

/** @throws StatisticsWidthError when the configuration names another number of statistics than its windows give */
export function checkStatisticsWidth(config: DeepSetRankerConfig): void {
  const names = statisticNames(config.training);
  const configured = config.model_a.stat_dim;
  if (configured !== null && configured !== names.length)
    throw new StatisticsWidthError(configured, names.length, names);
}

const largestConference = ({ teams }: BoxScores): number =>
  Math.max(...CONFERENCES.map((conference) => teams.filter((team) => team.conference === conference).length));

const seasonNames = (dates: readonly ListDate[]): readonly string[] => [
  ...new Set(dates.map(({ season }) => season.name)),
];

interface CollectedLists {
  readonly lists: readonly TeamList[];
  readonly parts: RankingData['parts'];
  readonly snapshots: RankingData['snapshots'];
}

function collectLists(
  league: League,
  config: DeepSetRankerConfig,
  parts: SplitDates,
  allDates: readonly ListDate[],
): CollectedLists {
  const ranks = new Map(league.box.seasons.map((season) => [season.name, seasonRanks(league, season)]));
  const lists: TeamList[] = [];
  const add = (dates: readonly ListDate[]): readonly number[] =>
    dates.flatMap(({ season, day }) =>
      listsOnDay(league, season, day, ranks.get(season.name)!, config.training.listmle_target).map(
        (list) => lists.push(list) - 1,
      ),
    );
  const addPart = (part: Split): readonly number[] => {
    const indices = add(parts[part]);
    if (indices.length === 0 && parts[part].length > 0) throw new NoListsError(part, seasonNames(parts[part]));
    return indices;
  };
  const collected = {
    train: addPart('train'),
    holdout: addPart('holdout'),
    validation: addPart('validation'),
    test: addPart('test'),
  };
  const snapshot = (part: Split): readonly number[] => add(snapshotDates(parts[part], allDates));
  return {
    lists,
    parts: collected,
    snapshots: { holdout: snapshot('holdout'), validation: snapshot('validation'), test: snapshot('test') },
  };
}
