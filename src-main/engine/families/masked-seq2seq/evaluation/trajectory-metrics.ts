import type { SplitMetrics } from '#contract/runs';

/** One forecast frame of one player. */
export interface FrameError {
  /** Forecast minus truth, yards. */
  readonly dx: number;
  readonly dy: number;
  /** From 1. */
  readonly frame: number;
  readonly isLast: boolean;
  readonly role: string;
  /** Names the player in the play. */
  readonly track: string;
  readonly game: number;
}

/** Horizons that tables and metrics have a value for. */
export const HORIZONS = [5, 10, 15, 20] as const;

/**
 * The competition's error over some frames, in yards: sqrt(1/2 (mean dx^2 + mean dy^2)). It is per coordinate: the root mean
 * square of the distances is larger by the root of 2.
 *
 * @returns null without frames
 */
export function trajectoryRmse(errors: readonly Pick<FrameError, 'dx' | 'dy'>[]): number | null {
  if (errors.length === 0) return null;
  const squares = errors.reduce((sum, { dx, dy }) => sum + dx * dx + dy * dy, 0);
  return Math.sqrt(squares / (2 * errors.length));
}

const meanDistance = (errors: readonly FrameError[]): number | null =>
  errors.length === 0 ? null : errors.reduce((sum, { dx, dy }) => sum + Math.hypot(dx, dy), 0) / errors.length;

/** Every metric of a forecast; a value that no frame has is null. `n` counts players, `clusters` games. */
export function trajectoryMetrics(errors: readonly FrameError[]): SplitMetrics {
  const last = errors.filter(({ isLast }) => isLast);
  const ofRole = (role: string) => errors.filter((error) => error.role === role);
  return {
    n: new Set(errors.map(({ track }) => track)).size,
    clusters: new Set(errors.map(({ game }) => game)).size,
    rollout_rmse_yards: trajectoryRmse(errors),
    receiver_rmse_yards: trajectoryRmse(ofRole('Targeted Receiver')),
    defender_rmse_yards: trajectoryRmse(ofRole('Defensive Coverage')),
    ...Object.fromEntries(
      HORIZONS.map((frame) => [
        `rmse_frame_${frame}_yards`,
        trajectoryRmse(errors.filter((error) => error.frame === frame)),
      ]),
    ),
    rmse_last_frame_yards: trajectoryRmse(last),
    mean_distance_yards: meanDistance(errors),
    final_distance_yards: meanDistance(last),
  };
}
