import type { ChartModel } from './chart-model';
import { formatX, readingsAt } from './chart-rows';
import { LineSample } from './chart-legend';

const OFFSET = 12;

/** What every line says under the cursor; on the side where there is more room. */
export function ChartTooltip({
  model,
  x,
  left,
  width,
}: {
  readonly model: ChartModel;
  readonly x: number;
  readonly left: number;
  readonly width: number;
}) {
  const readings = readingsAt(model, x);
  const place = left > width / 2 ? { right: width - left + OFFSET } : { left: left + OFFSET };
  return (
    <div className="chart-tooltip" style={place} aria-hidden="true">
      <p className="text-3">
        {model.xLabel} {formatX(x)}
      </p>
      {model.series.map(({ id, label, slot }, index) =>
        readings[index] === 'n/a' ? null : (
          <p key={id} className="row">
            <LineSample slot={slot} />
            <span className="grow">{label}</span>
            <span className="number">{readings[index]}</span>
          </p>
        ),
      )}
    </div>
  );
}
