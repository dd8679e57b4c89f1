import { useMemo } from 'react';
import type { ChartModel } from './chart-model';
import { chartRows } from './chart-rows';

/** Rows of the table that only screen readers meet. */
export const HIDDEN_LIMIT = 40;

/** The points of a chart as a table: always there for screen readers, on screen when asked for. */
export function ChartTable({ model, limit }: { readonly model: ChartModel; readonly limit: number }) {
  const { header, rows, left } = useMemo(() => chartRows(model, limit), [model, limit]);
  const isOnScreen = limit > HIDDEN_LIMIT;
  return (
    // A part that scrolls takes the focus, so that keys can scroll it; the hidden one does not scroll.
    <div
      className="chart-table"
      {...(isOnScreen ? { tabIndex: 0, role: 'region', 'aria-label': `${model.title}: table` } : {})}
    >
      <table>
        <caption>
          {model.title} by {model.xLabel}
          {left > 0 && `, ${left} points between are left out`}
          {model.baselines.map(({ label, value }) => `, ${label} ${model.format(value)}`)}
        </caption>
        <thead>
          <tr>
            {header.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells[0]}>
              {cells.map((text, index) => (
                <td key={header[index]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
