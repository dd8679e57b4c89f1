import { IconButton } from '../../../ui/icon-button';
import { Segmented } from '../../../ui/segmented';
import { REPLAY_SPEEDS, type Replay, type ReplaySpeed } from './use-replay';

/** Steps, play and pause, a slider over the whole game, and speed. */
export function ReplayControls({
  replay,
  last,
  where,
}: {
  readonly replay: Replay;
  readonly last: number;
  readonly where: string;
}) {
  const { frame, isPlaying, goTo, toggle, speed, setSpeed } = replay;
  return (
    <div className="territory-controls">
      <IconButton
        icon="chevron-left"
        label="One decision back"
        disabled={frame === 0}
        onClick={() => goTo(frame - 1)}
      />
      <IconButton icon={isPlaying ? 'pause' : 'play'} label={isPlaying ? 'Pause' : 'Play'} onClick={toggle} />
      <IconButton
        icon="chevron-right"
        label="One decision on"
        disabled={frame === last}
        onClick={() => goTo(frame + 1)}
      />
      <input
        type="range"
        min={0}
        max={last}
        value={frame}
        aria-label="Decision"
        aria-valuetext={where}
        onChange={({ currentTarget }) => goTo(Number(currentTarget.value))}
        onKeyDown={(event) => {
          if (event.key !== ' ') return;
          event.preventDefault();
          toggle();
        }}
      />
      <span className="number text-2 territory-where ellipsis">{where}</span>
      <Segmented<ReplaySpeed>
        label="Decisions a second"
        value={speed}
        onValueChange={setSpeed}
        options={REPLAY_SPEEDS.map((value) => ({ value, label: `${value}/s` }))}
      />
    </div>
  );
}
