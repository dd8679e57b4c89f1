import './player-weights.css';

export interface PlayerWeight {
  readonly name: string;
  /** Attention of the network, share of minutes, and the weight as it is reported: shares of one team. */
  readonly raw: number;
  readonly minutes: number;
  readonly reported: number;
  /** All of it as a sentence, for hover and screen readers. */
  readonly words: string;
  /** Stands under the name. */
  readonly figure?: string;
}

/** Whom a team's embedding looks at: two bars and a line a player, all on one scale. */
export function PlayerWeights({ players }: { readonly players: readonly PlayerWeight[] }) {
  const largest = Math.max(...players.flatMap(({ raw, minutes, reported }) => [raw, minutes, reported]), 1e-9);
  const height = (value: number) => `${Math.max(0.5, (value / largest) * 100)}%`;
  return (
    <ol className="roster-bars">
      {players.map(({ name, raw, minutes, reported, words, figure }, index) => (
        <li key={`${name} ${index}`} title={words}>
          <span className="roster-plot" aria-hidden="true">
            <i data-kind="raw" style={{ height: height(raw) }} />
            <i data-kind="minutes" style={{ height: height(minutes) }} />
            <b style={{ bottom: height(reported) }} />
          </span>
          <span className="roster-name ellipsis" aria-hidden="true">
            {name}
          </span>
          {figure !== undefined && (
            <span className="roster-figure number" aria-hidden="true">
              {figure}
            </span>
          )}
          <span className="visually-hidden">{words}</span>
        </li>
      ))}
    </ol>
  );
}

/** What the bars and the line of {@link PlayerWeights} are. */
export function PlayerWeightsLegend() {
  return (
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
  );
}
