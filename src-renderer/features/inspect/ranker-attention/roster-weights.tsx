import { formatNumber } from '../../../lib/format';
import type { Team } from './attention-figures';

/** One team slot by slot: raw attention, share of minutes, and the weight as it is reported. */
export function RosterWeights({ team, note }: { readonly team: Team; readonly note: string }) {
  const largest = Math.max(...team.players.flatMap(({ raw, minutes, reported }) => [raw, minutes, reported]), 1e-9);
  const height = (value: number) => `${Math.max(0.5, (value / largest) * 100)}%`;
  return (
    <section className="roster" aria-label={`${team.team}, weight by slot`}>
      <header className="line-chart-head">
        <h2 className="strong">{team.abbreviation}, weight by slot</h2>
        <span className="text-3 text-xs">
          slot 1 played most minutes; uniform is {formatNumber(1 / Math.max(1, team.players.length), 3)}
        </span>
        <span className="grow" />
        <ul className="chart-legend">
          <li>
            <i className="roster-key" data-kind="raw" /> raw attention
          </li>
          <li>
            <i className="roster-key" data-kind="minutes" /> share of minutes
          </li>
          <li>
            <i className="roster-key" data-kind="reported" /> as reported
          </li>
        </ul>
      </header>
      <ol className="roster-bars">
        {team.players.map((player, slot) => (
          <li key={`${player.name} ${slot}`} title={words(player, slot)}>
            <span className="roster-plot" aria-hidden="true">
              <i data-kind="raw" style={{ height: height(player.raw) }} />
              <i data-kind="minutes" style={{ height: height(player.minutes) }} />
              <b style={{ bottom: height(player.reported) }} />
            </span>
            <span className="roster-name ellipsis" aria-hidden="true">
              {player.name}
            </span>
            <span className="visually-hidden">{words(player, slot)}</span>
          </li>
        ))}
      </ol>
      <p className="roster-note">{note}</p>
    </section>
  );
}

const words = ({ name, raw, minutes, reported }: Team['players'][number], slot: number): string =>
  `slot ${slot + 1}, ${name}: raw ${formatNumber(raw, 3)}, minutes ${formatNumber(minutes, 3)}, reported ${formatNumber(reported, 3)}`;
