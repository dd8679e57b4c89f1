import type { TerritoryFrames } from '#contract/snapshots/territory-replay';
import type { TerritoryDirection } from '#contract/territory-actions';
import { formatDifference, formatNumber, formatPercent } from '../../../lib/format';
import { rampColour, rampTextColour } from '../../../ui/chart/ramp';
import { SERIES_LOOKS, type SeriesSlot } from '../../../ui/chart/series-look';
import { Facts, Section } from '../../../ui/pane';
import { actionText, decodeAction, type Choice, type DecisionFigures } from './decision-figures';

/** Where the directions stand in the grid: north is up. */
export const COMPASS: readonly TerritoryDirection[] = ['NW', 'N', 'NE', 'W', 'WAIT', 'E', 'SW', 'S', 'SE'];

/** Probabilities of one decision: a compass of the directions, and the intensities of the one that was taken. */
export function DecisionPanel({
  figures,
  taken,
  title,
  detail,
}: {
  readonly figures: DecisionFigures;
  readonly taken: number;
  readonly title: string;
  readonly detail: string;
}) {
  const { direction, intensity } = decodeAction(taken);
  return (
    <Section title={title} detail={detail}>
      <div className="decision">
        <ul className="compass" aria-label="Directions, summed over intensities and cities">
          {COMPASS.map((name) => (
            <Direction
              key={name}
              choice={figures.directions.find(({ value }) => value === name)!}
              isTaken={name === direction}
            />
          ))}
        </ul>
        <div>
          <p className="text-xs text-2">
            {direction === 'WAIT' ? 'WAIT has no intensity' : `Intensity, direction ${direction}`}
          </p>
          {direction !== 'WAIT' && (
            <ul className="intensities">
              {figures.intensities.map(({ value, probability, isAllowed }) => (
                <li key={value} data-taken={value === intensity || undefined}>
                  <span>{formatPercent(value, 0)}</span>
                  <span className="intensity-bar" aria-hidden="true">
                    <i style={{ width: `${probability * 100}%` }} />
                  </span>
                  <span className="number">{isAllowed ? formatNumber(probability, 2) : 'masked'}</span>
                </li>
              ))}
            </ul>
          )}
          <p className="text-xs text-2 decision-city">
            With a city {figures.building.isAllowed ? formatNumber(figures.building.probability, 2) : 'masked'}
          </p>
          <p className="decision-taken">{actionText(taken)}</p>
        </div>
      </div>
    </Section>
  );
}

function Direction({
  choice: { value, probability, isAllowed },
  isTaken,
}: {
  readonly choice: Choice<TerritoryDirection>;
  readonly isTaken: boolean;
}) {
  return (
    <li
      data-taken={isTaken || undefined}
      data-masked={!isAllowed || undefined}
      style={isAllowed ? { background: rampColour(probability), color: rampTextColour(probability) } : undefined}
    >
      <span className="strong">{value}</span>
      <span className="number">{isAllowed ? formatNumber(probability, 2) : 'masked'}</span>
      {isTaken && <span className="visually-hidden">taken</span>}
    </li>
  );
}

export interface Judgement {
  /** What the critic expected. */
  readonly value: number;
  /** What came, discounted as it learns; null where the two cannot be compared. */
  readonly played: number | null;
  /** Normalised, of the attention over the places; null without attention that can choose. */
  readonly attentionEntropy: number | null;
  readonly allowed: number;
}

export function JudgementPanel({
  figures,
  judgement: { value, played, attentionEntropy, allowed },
}: {
  readonly figures: DecisionFigures;
  readonly judgement: Judgement;
}) {
  const number = (text: string) => <span className="number">{text}</span>;
  return (
    <Section title="Judgement of the network">
      <div className="judgement">
        <Facts
          facts={[
            { label: 'Value', value: number(formatDifference(value, 2)) },
            { label: 'Return from here', value: number(played === null ? 'n/a' : formatDifference(played, 2)) },
            {
              label: 'Return − value',
              value: number(played === null ? 'n/a' : formatDifference(played - value, 2)),
            },
          ]}
        />
        <Facts
          facts={[
            { label: `Entropy ÷ ln ${allowed}`, value: number(formatNumber(figures.entropy, 2)) },
            { label: 'Argmax agrees', value: number(figures.argmax) },
            { label: 'Attention entropy', value: number(formatNumber(attentionEntropy, 2)) },
          ]}
        />
      </div>
    </Section>
  );
}

export function PlayersPanel({
  players,
  names,
  tier,
}: {
  readonly players: TerritoryFrames['frames'][number]['players'];
  readonly names: readonly string[];
  readonly tier: string;
}) {
  return (
    <Section title="Players" detail={`tier ${tier}`} className="players">
      <table>
        <thead>
          <tr>
            <th scope="col">Player</th>
            <th scope="col">Land %</th>
            <th scope="col">Troops</th>
            <th scope="col">Under way</th>
            <th scope="col">Gold</th>
            <th scope="col">Cities</th>
          </tr>
        </thead>
        <tbody>
          {players.map(({ share, troops, orders, gold, cities, isAlive }, index) => (
            <tr key={names[index]} data-learner={index === 0 || undefined}>
              <th scope="row">
                <PlayerKey player={index + 1} />
                {names[index]}
                {!isAlive && <span className="text-2"> out</span>}
              </th>
              <td className="number">{formatNumber(share * 100, 1)}</td>
              <td className="number">{formatNumber(troops, 0)}</td>
              <td className="number">
                {formatNumber(
                  orders.reduce((sum, order) => sum + order, 0),
                  0,
                )}
              </td>
              <td className="number">{formatNumber(gold, 0)}</td>
              <td className="number">{cities}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Line of a player as in the chart of shares. */
function PlayerKey({ player }: { readonly player: number }) {
  const { token, dash } = SERIES_LOOKS[player as SeriesSlot];
  return (
    <svg className="player-key" width={18} height={4} aria-hidden="true">
      <path d="M0 2H18" style={{ stroke: `var(${token})` }} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
