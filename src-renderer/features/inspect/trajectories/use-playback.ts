import { useEffect, useState } from 'react';

const FRAME_MS = 100;

export interface Playback {
  readonly frame: number;
  readonly isPlaying: boolean;
  readonly setFrame: (frame: number) => void;
  /** Plays from here, from the start when it stands at the end; or pauses. */
  readonly toggle: () => void;
}

/** Goes through the frames 1 to `last` at ten a second, from the end on. */
export function usePlayback(last: number): Playback {
  const [frame, setFrame] = useState(last);
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => setFrame((now) => Math.min(now + 1, last)), FRAME_MS);
    return () => clearInterval(timer);
  }, [isPlaying, last]);
  useEffect(() => {
    if (isPlaying && frame >= last) setPlaying(false);
  }, [isPlaying, frame, last]);
  const toggle = () => {
    if (!isPlaying && frame >= last) setFrame(1);
    setPlaying(!isPlaying);
  };
  const choose = (next: number) => {
    setPlaying(false);
    setFrame(next);
  };
  return { frame: Math.min(frame, last), isPlaying, setFrame: choose, toggle };
}
