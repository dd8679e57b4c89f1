import type { SplitMetrics } from '#contract/runs';
import type { PredictionTable } from '../../family';
import { frameErrors } from './prediction-rows';
import { HORIZONS, trajectoryMetrics, trajectoryRmse, type FrameError } from './trajectory-metrics';

/** Values of a slice that a frame belongs to. */
const SLICES = {
  role: ({ role }) => [role],
  horizon: ({ frame, isLast }) => [
    ...HORIZONS.filter((horizon) => horizon === frame).map((horizon) => `frame ${String(horizon).padStart(2, '0')}`),
    ...(isLast ? ['last frame'] : []),
  ],
} as const satisfies Record<string, (error: FrameError) => readonly string[]>;

/** @returns metrics of each value of each slice, with the baselines on the same frames; values in order */
export function predictionSlices(
  table: PredictionTable,
): readonly { name: string; value: string; metrics: SplitMetrics }[] {
  const model = frameErrors(table, 'model');
  const straight = frameErrors(table, 'constant_velocity');
  const ridge = frameErrors(table, 'ridge');
  return Object.entries(SLICES).flatMap(([name, valuesOf]) => {
    const values = [...new Set(model.flatMap(valuesOf))].sort();
    return values.map((value) => {
      const isOf = (error: FrameError): boolean => (valuesOf(error) as readonly string[]).includes(value);
      const metrics = {
        ...trajectoryMetrics(model.filter(isOf)),
        constant_velocity_rmse_yards: trajectoryRmse(straight.filter(isOf)),
        ridge_rmse_yards: trajectoryRmse(ridge.filter(isOf)),
      };
      return { name, value, metrics };
    });
  });
}
