import { useEffect, useState } from 'react';

/** Decisions a second. */
export const REPLAY_SPEEDS = ['4', '12', '40'] as const;
export type ReplaySpeed = (typeof REPLAY_SPEEDS)[number];

export interface Replay {
  /** 0 = the start, `last` = the end of the game. */
  readonly frame: number;
  readonly isPlaying: boolean;
  readonly speed: ReplaySpeed;
  /** Goes to a frame and pauses there. */
  readonly goTo: (frame: number) => void;
  /** Plays from here, from the start when it stands at the end; or pauses. */
  readonly toggle: () => void;
  readonly setSpeed: (speed: ReplaySpeed) => void;
}

/** Goes through the frames 0 to `last`. */
export function useReplay(last: number): Replay {
  const [frame, setFrame] = useState(0);
  const [isStarted, setStarted] = useState(false);
  const [speed, setSpeed] = useState<ReplaySpeed>('12');
  const isPlaying = isStarted && frame < last;
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => setFrame((now) => Math.min(now + 1, last)), 1000 / Number(speed));
    return () => clearInterval(timer);
  }, [isPlaying, last, speed]);
  return {
    frame: Math.min(frame, last),
    isPlaying,
    speed,
    goTo: (next) => {
      setStarted(false);
      setFrame(Math.max(0, Math.min(next, last)));
    },
    toggle: () => {
      if (!isPlaying && frame >= last) setFrame(0);
      setStarted(!isPlaying);
    },
    setSpeed,
  };
}
