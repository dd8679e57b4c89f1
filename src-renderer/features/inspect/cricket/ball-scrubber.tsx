import type { KeyboardEvent } from 'react';
import { formatPercent } from '../../../lib/format';
import { IconButton } from '../../../ui/icon-button';
import { ballName, classLabel } from './ball-classes';
import type { ShownBall } from './innings-figures';

/** Goes through the balls: arrows by one, Page Up and Page Down by an over of six. */
export function BallScrubber({
  balls,
  chosen,
  onChoose,
}: {
  readonly balls: readonly ShownBall[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}) {
  const last = balls.length - 1;
  const ball = balls[chosen]!;
  const words = `${ballName(ball)}: ${classLabel(ball.label)} came, it had ${formatPercent(ball.probabilities[ball.label])}`;
  const go = (index: number) => onChoose(Math.max(0, Math.min(last, index)));
  const byOver = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { PageUp: 6, PageDown: -6 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(chosen + step);
  };
  return (
    <div className="cricket-controls">
      <IconButton icon="chevron-up" label="Previous ball" onClick={() => go(chosen - 1)} />
      <input
        type="range"
        min={0}
        max={last}
        value={chosen}
        aria-label="Ball"
        aria-valuetext={words}
        onKeyDown={byOver}
        onChange={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <IconButton icon="chevron-down" label="Next ball" onClick={() => go(chosen + 1)} />
      <span className="number text-2 cricket-when">{words}</span>
    </div>
  );
}
