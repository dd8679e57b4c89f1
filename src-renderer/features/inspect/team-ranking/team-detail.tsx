import type { TeamTable, TeamTableRow } from '#contract/snapshots/team-ranking';
import { formatDifference, formatNumber, formatPercent, NOT_AVAILABLE } from '../../../lib/format';
import { ErrorCard } from '../../../ui/error-card';
import { Facts } from '../../../ui/pane';
import { CopyTableMenu } from '../copy-table';
import { PlayerWeights, PlayerWeightsLegend, type PlayerWeight } from '../player-weights';
import { placesOff } from './team-columns';
import { MEMBER_WORDS, MEMBERS } from './words';

type Player = TeamTableRow['rosterDependence'][number];

/** One team: whom its prediction looks at, by name, and everything else that is known of its place. */
export function TeamDetail({
  team,
  eosRankSource,
}: {
  readonly team: TeamTableRow;
  readonly eosRankSource: TeamTable['eosRankSource'];
}) {
  return (
    <section className="roster ranking-team" aria-label={`${team.team}, selected team`}>
      <div>
        <header className="line-chart-head">
          <h2 className="strong">{team.abbreviation}, attention by player</h2>
          <span className="text-3 text-xs ellipsis">the ten largest reported weights</span>
          <span className="grow" />
          <PlayerWeightsLegend />
          <CopyTableMenu title={`the players of ${team.abbreviation}`} makeTable={() => playerTable(team)} />
        </header>
        {team.contributorsAreFallback && (
          <div className="ranking-fallback">
            <ErrorCard
              tone="warn"
              title="These weights are not the model's."
              cause="The attention of this team sums to nearly nothing, so the fallback strategy stands in."
            />
          </div>
        )}
        {team.rosterDependence.length === 0 ? (
          <p className="roster-note">No player of this team has a weight above 0: Model A did not score it.</p>
        ) : (
          <PlayerWeights players={team.rosterDependence.map(weightOf)} />
        )}
      </div>
      <Facts facts={factsOf(team, eosRankSource)} />
    </section>
  );
}

const weightOf = (player: Player): PlayerWeight => ({
  name: player.player,
  raw: player.rawWeight,
  minutes: player.minutes,
  reported: player.weight,
  words: words(player),
  figure: formatNumber(player.weight, 3),
});

const words = ({ player, weight, rawWeight, minutes }: Player): string =>
  `${player}: reported ${formatNumber(weight, 3)}, raw ${formatNumber(rawWeight, 3)}, minutes ${formatNumber(minutes, 3)}`;

const playerTable = ({ rosterDependence }: TeamTableRow) => ({
  columns: [
    { title: 'Player', align: 'left' as const },
    ...['Reported', 'Raw attention', 'Share of minutes'].map((title) => ({ title, align: 'right' as const })),
  ],
  rows: rosterDependence.map(({ player, weight, rawWeight, minutes }) => [
    player,
    formatNumber(weight, 4),
    formatNumber(rawWeight, 4),
    formatNumber(minutes, 4),
  ]),
});

function factsOf(team: TeamTableRow, eosRankSource: TeamTable['eosRankSource']) {
  const number = (text: string) => <span className="number">{text}</span>;
  const rank = (value: number | null) => number(value === null ? NOT_AVAILABLE : String(value));
  const scores = MEMBERS.filter((member) => team.memberScores[member] !== null);
  return [
    { label: 'Predicted rank', value: rank(team.predictedRank) },
    {
      label: `True rank, by ${eosRankSource === 'playoffs' ? 'playoffs' : 'standings'}`,
      value: rank(team.eosGlobalRank),
    },
    { label: 'Off by', value: number(`${formatDifference(placesOff(team), 0)}, ${team.classification}`) },
    { label: 'Conference, predicted', value: rank(team.conferenceRank) },
    { label: 'Conference, that day', value: rank(team.actualConferenceRank) },
    { label: 'Playoff rank', value: rank(team.eosPlayoffStandings) },
    { label: 'Rank after the playoffs', value: rank(team.postPlayoffRank) },
    {
      label: 'Lift by the playoffs',
      value: number(`${formatDifference(team.rankDeltaPlayoffs, 0)} from ${team.standingsRank}`),
    },
    { label: 'Odds', value: number(formatPercent(team.championshipOdds)) },
    {
      label: 'Value, score',
      value: number(`${formatNumber(team.ensembleValue, 2)}, ${formatNumber(team.ensembleScore, 3)}`),
    },
    ...scores.map((member) => ({
      label: `Score of ${MEMBER_WORDS[member]}`,
      value: number(formatNumber(team.memberScores[member], 2)),
    })),
  ];
}
