import { formatNumber } from '../../../lib/format';
import { BALL_CLASSES } from './ball-classes';

/** Swatches with the names of the classes; `withMark`: and the mark of the class that came. */
export function ClassLegend({ withMark = false }: { readonly withMark?: boolean }) {
  return (
    <ul className="chart-legend cricket-legend">
      {BALL_CLASSES.map(({ label, colour }) => (
        <li key={label}>
          <i style={{ background: colour }} /> {label}
        </li>
      ))}
      {withMark && (
        <li>
          <i data-mark="came" /> what came
        </li>
      )}
    </ul>
  );
}

/** Seven probabilities as bars; the class that came is named. */
export function ClassBars({
  probabilities,
  label,
}: {
  readonly probabilities: readonly number[];
  readonly label: number;
}) {
  return (
    <table className="cricket-table">
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col" className="cricket-bar-title">
            Probability
          </th>
          <th scope="col" className="right" />
        </tr>
      </thead>
      <tbody>
        {BALL_CLASSES.map(({ label: name, colour }, position) => (
          <tr key={name} data-selected={position === label || undefined}>
            <td>
              {name}
              {position === label && <span className="text-2 text-xs"> came</span>}
            </td>
            <td>
              <Bar share={probabilities[position]!} colour={colour} />
            </td>
            <td className="number right">{formatNumber(probabilities[position], 3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A bar of a share of its cell. */
export function Bar({ share, colour }: { readonly share: number; readonly colour: string }) {
  return (
    <span className="cricket-bar" aria-hidden="true">
      <i style={{ width: `${Math.min(1, share) * 100}%`, background: colour }} />
    </span>
  );
}
