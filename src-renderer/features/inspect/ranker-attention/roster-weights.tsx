import { formatNumber } from '../../../lib/format';
import { PlayerWeights, PlayerWeightsLegend } from '../player-weights';
import type { Team } from './attention-figures';

/** One team slot by slot: raw attention, share of minutes, and the weight as it is reported. */
export function RosterWeights({ team, note }: { readonly team: Team; readonly note: string }) {
  return (
    <section className="roster" aria-label={`${team.team}, weight by slot`}>
      <header className="line-chart-head">
        <h2 className="strong">{team.abbreviation}, weight by slot</h2>
        <span className="text-3 text-xs">
          slot 1 played most minutes; uniform is {formatNumber(1 / Math.max(1, team.players.length), 3)}
        </span>
        <span className="grow" />
        <PlayerWeightsLegend />
      </header>
      <PlayerWeights players={team.players.map((player, slot) => ({ ...player, words: words(player, slot) }))} />
      <p className="roster-note">{note}</p>
    </section>
  );
}

const words = ({ name, raw, minutes, reported }: Team['players'][number], slot: number): string =>
  `slot ${slot + 1}, ${name}: raw ${formatNumber(raw, 3)}, minutes ${formatNumber(minutes, 3)}, reported ${formatNumber(reported, 3)}`;
