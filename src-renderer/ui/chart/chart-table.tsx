import { useMemo } from 'react';
import type { ChartModel } from './chart-model';
import { chartRows } from './chart-rows';

/** The points of a chart as a table: always there for screen readers, on screen when asked for. */
export function ChartTable({ model, limit }: { readonly model: ChartModel; readonly limit: number }) {
  const { header, rows, left } = useMemo(() => chartRows(model, limit), [model, limit]);
  return (
    // Scrollable parts take the focus, so that keys can scroll them.
    <div className="chart-table" tabIndex={limit > 40 ? 0 : -1} role="region" aria-label={`${model.title}: table`}>
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
