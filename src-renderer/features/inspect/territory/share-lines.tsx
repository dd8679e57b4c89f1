import { useMemo } from 'react';
import type { TerritoryFrames } from '#contract/snapshots/territory-replay';
import { formatPercent } from '../../../lib/format';
import { SERIES_LOOKS, type SeriesSlot } from '../../../ui/chart/series-look';
import { shareAxisEnd, sharePath } from './game-figures';

const SIZE = { width: 600, height: 84 } as const;

/** Share of the land of every player up to a frame; the axis holds the whole game, so it never moves. */
export function ShareLines({
  frames,
  frame,
  names,
}: {
  readonly frames: TerritoryFrames['frames'];
  readonly frame: number;
  readonly names: readonly string[];
}) {
  const end = useMemo(() => shareAxisEnd(frames), [frames]);
  const now = frames[frame]!.players;
  const x = (SIZE.width * frame) / Math.max(1, frames.length - 1);
  const spoken = names.map((name, index) => `${name} ${formatPercent(now[index]!.share)}`).join(', ');
  return (
    <figure className="share-lines">
      <figcaption className="text-xs text-2">Share of the land, up to here</figcaption>
      <div className="share-axis number text-3" aria-hidden="true">
        <span>{formatPercent(end, 0)}</span>
        <span>0 %</span>
      </div>
      <svg
        viewBox={`0 -2 ${SIZE.width} ${SIZE.height + 4}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Share of the land: ${spoken}`}
      >
        {[0, 0.5, 1].map((part) => (
          <line key={part} x1={0} x2={SIZE.width} y1={SIZE.height * part} y2={SIZE.height * part} />
        ))}
        {names.map((name, index) => {
          const { token, dash } = SERIES_LOOKS[(index + 1) as SeriesSlot];
          return (
            <path
              key={name}
              d={sharePath(frames, index + 1, frame, { ...SIZE, end })}
              style={{ stroke: `var(${token})` }}
              strokeDasharray={dash.join(' ')}
            />
          );
        })}
        <line className="share-now" x1={x} x2={x} y1={0} y2={SIZE.height} />
      </svg>
      <div className="share-decisions number text-3" aria-hidden="true">
        <span>0</span>
        <span>decision {frames.length - 1}</span>
      </div>
    </figure>
  );
}
