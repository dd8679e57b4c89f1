import type { TeamTable, TeamTableRow } from '#contract/snapshots/team-ranking';
import { formatDifference, formatNumber, formatPercent, NOT_AVAILABLE } from '../../../lib/format';
import type { DataColumn } from '../../../ui/table/data-column';
import { MEMBER_WORDS, MEMBERS, type Member } from './words';

/** @returns places that the model puts a team above its true rank; below 0: too low */
export const placesOff = ({ eosGlobalRank, predictedRank }: TeamTableRow): number => eosGlobalRank - predictedRank;

type Column = DataColumn<TeamTableRow>;
type Options = Partial<Pick<Column, 'group' | 'cell' | 'sortsDescendingFirst' | 'grows'>>;

const rankColumn = (
  id: string,
  title: string,
  width: number,
  value: (row: TeamTableRow) => number | null,
  options: Options = {},
): Column => ({
  id,
  title,
  align: 'right',
  width,
  text: (row) => rankText(value(row)),
  sortValue: value,
  ...options,
});
const wordColumn = (
  id: string,
  title: string,
  width: number,
  text: (row: TeamTableRow) => string,
  options: Options = {},
): Column => ({ id, title, align: 'left', width, text, sortValue: text, ...options });
const numberColumn = (
  id: string,
  title: string,
  width: number,
  value: (row: TeamTableRow) => number | null,
  format: (value: number | null) => string,
  options: Options = {},
): Column => ({
  id,
  title,
  align: 'right',
  width,
  text: (row) => format(value(row)),
  sortValue: value,
  sortsDescendingFirst: true,
  ...options,
});

const rankText = (rank: number | null): string => (rank === null ? NOT_AVAILABLE : String(rank));

/** Under a title that says that they are models. */
const LETTERS: Readonly<Record<Member, string>> = { model_a: 'A', model_b: 'B', model_c: 'C' };
const ORDER_OF_AGREEMENT = { High: 2, Medium: 1, Low: 0 } as const;

/** @returns `Jayson Tatum 0.089`, the largest reported weight of the team */
export function dependenceText({ rosterDependence, contributorsAreFallback }: TeamTableRow): string {
  const first = rosterDependence[0];
  if (first === undefined) return NOT_AVAILABLE;
  return `${first.player} ${formatNumber(first.weight, 3)}${contributorsAreFallback ? ', fallback' : ''}`;
}

/** Columns of the team table; `all` adds the fields that a reader rarely needs. */
export function teamColumns(table: TeamTable, all: boolean): readonly Column[] {
  const members = MEMBERS.filter((member) => table.teams.some(({ memberRanks }) => memberRanks[member] !== null));
  const rare = (column: Column): readonly Column[] => (all ? [column] : []);
  const byMember = (member: Member): Column =>
    rankColumn(`rank-${member}`, LETTERS[member], 40, ({ memberRanks }) => memberRanks[member], {
      group: 'Rank by model',
    });
  return [
    rankColumn('rank', 'Rank', 56, ({ predictedRank }) => predictedRank),
    wordColumn('team', 'Team', 62, ({ abbreviation }) => abbreviation, {
      cell: ({ abbreviation }) => <span className="medium">{abbreviation}</span>,
    }),
    wordColumn('name', 'Name', 90, ({ team }) => team, { grows: true }),
    ...rare(wordColumn('conference', 'Conf.', 64, ({ conference }) => conference)),
    numberColumn(
      'odds',
      'Odds',
      62,
      ({ championshipOdds }) => championshipOdds,
      (value) => formatPercent(value),
    ),
    rankColumn('true', 'True rank', 88, ({ eosGlobalRank }) => eosGlobalRank),
    {
      ...numberColumn('off', 'Off by', 70, placesOff, (value) => formatDifference(value, 0)),
      // The largest errors in either direction are what people look for.
      sortValue: (row) => Math.abs(placesOff(row)),
    },
    rankColumn('standings', 'Standings', 92, ({ standingsRank }) => standingsRank),
    ...members.map(byMember),
    {
      ...wordColumn('agreement', 'Agreement', 98, ({ agreement }) => agreement, {
        cell: ({ agreement }) => <span className={agreement === 'Low' ? 'tone-warn' : ''}>{agreement}</span>,
      }),
      sortValue: ({ agreement }) => ORDER_OF_AGREEMENT[agreement],
      sortsDescendingFirst: true,
    },
    {
      ...wordColumn('dependence', 'Roster dependence', 150, dependenceText, {
        cell: (row) => (
          <span className={row.contributorsAreFallback ? 'ellipsis tone-warn' : 'ellipsis text-2'}>
            {dependenceText(row)}
          </span>
        ),
      }),
      sortValue: ({ rosterDependence }) => rosterDependence[0]?.weight ?? null,
      sortsDescendingFirst: true,
    },
    ...rare(wordColumn('verdict', 'Verdict', 96, ({ classification }) => classification)),
    ...rare(
      numberColumn(
        'value',
        'Ensemble value',
        104,
        ({ ensembleValue }) => ensembleValue,
        (value) => formatNumber(value, 2),
      ),
    ),
    ...rare(
      numberColumn(
        'score',
        'Ensemble score',
        104,
        ({ ensembleScore }) => ensembleScore,
        (value) => formatNumber(value, 3),
      ),
    ),
    ...rare(
      rankColumn('conference-rank', 'Predicted', 76, ({ conferenceRank }) => conferenceRank, {
        group: 'Rank in the conference',
      }),
    ),
    ...rare(
      rankColumn('conference-day', 'That day', 76, ({ actualConferenceRank }) => actualConferenceRank, {
        group: 'Rank in the conference',
      }),
    ),
    ...rare(rankColumn('playoffs', 'Playoff rank', 88, ({ eosPlayoffStandings }) => eosPlayoffStandings)),
    ...rare(rankColumn('after', 'After playoffs', 96, ({ postPlayoffRank }) => postPlayoffRank)),
    ...rare(
      numberColumn(
        'lift',
        'Lift by playoffs',
        108,
        ({ rankDeltaPlayoffs }) => rankDeltaPlayoffs,
        (value) => formatDifference(value, 0),
      ),
    ),
    ...members.flatMap((member) =>
      rare(
        numberColumn(
          `score-${member}`,
          MEMBER_WORDS[member],
          76,
          ({ memberScores }) => memberScores[member],
          (value) => formatNumber(value, 2),
          { group: 'Score of each model' },
        ),
      ),
    ),
  ];
}
