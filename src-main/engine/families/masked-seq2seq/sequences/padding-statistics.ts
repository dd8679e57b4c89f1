import { pathLength, type TrackingData } from '../tracking/tracking-data';

/** How much of the padded arrays of some samples is padding. Shares are of positions in the arrays, not of time. */
export interface PaddingStatistics {
  readonly samples: number;
  readonly length: number;
  readonly validFrames: number;
  readonly paddedFrames: number;
  /** 1 - mean of the mask. */
  readonly paddedShare: number;
  /** Of the target. */
  readonly cut: number;
  readonly empty: number;
  readonly lengths: { readonly min: number; readonly mean: number; readonly median: number; readonly max: number };
}

function statistics(lengths: readonly number[], length: number): PaddingStatistics {
  const sorted = [...lengths].sort((a, b) => a - b);
  const validFrames = sorted.reduce((sum, frames) => sum + Math.min(frames, length), 0);
  const all = sorted.length * length;
  const middle = (sorted.length - 1) / 2;
  return {
    samples: sorted.length,
    length,
    validFrames,
    paddedFrames: all - validFrames,
    paddedShare: all === 0 ? 0 : 1 - validFrames / all,
    cut: sorted.filter((frames) => frames > length).length,
    empty: sorted.filter((frames) => frames === 0).length,
    lengths: {
      min: sorted[0] ?? 0,
      mean: sorted.reduce((sum, frames) => sum + frames, 0) / Math.max(1, sorted.length),
      median: sorted.length === 0 ? 0 : (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2,
      max: sorted.at(-1) ?? 0,
    },
  };
}

/** @returns padding of the targets, behind the last real frame */
export const targetPadding = ({ arrays }: TrackingData, tracks: readonly number[], length: number): PaddingStatistics =>
  statistics(
    tracks.map((track) => pathLength(arrays, track)),
    length,
  );

/** @returns padding of the encoder's input, before the first frame */
export const inputPadding = ({ arrays }: TrackingData, tracks: readonly number[], length: number): PaddingStatistics =>
  statistics(
    tracks.map((track) => arrays.trackInputLength[track]!),
    length,
  );

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const thousands = (value: number): string => value.toLocaleString('en-GB');

/** @returns one line for the log and the pre-flight, for example `46.7 % of 77,055 positions (35,994 padded) ...` */
export function paddingText(found: PaddingStatistics): string {
  const { min, mean, median, max } = found.lengths;
  return (
    `${percent(found.paddedShare)} of ${thousands(found.samples * found.length)} positions ` +
    `(${thousands(found.paddedFrames)} padded, ${thousands(found.validFrames)} real; ${thousands(found.samples)} sequences padded to ` +
    `${found.length} frames; lengths ${min} / ${mean.toFixed(1)} / ${median} / ${max} min / mean / median / max)`
  );
}
