import { useCallback, useEffect, useRef, useState } from 'react';
import type { TerritoryFrame } from '#contract/snapshots/territory-replay';
import type { TerritoryOutcome } from '#contract/territory';
import type { AgentThought, PlaySettings, StartedGame } from '#contract/territory-play';
import { request } from '../../../../lib/bridge';

/** Who is played against, and where. */
export interface GameSettings extends PlaySettings {
  readonly checkpointId: string;
}

/** A game that is being played, or has been. */
export interface LiveGame {
  readonly settings: GameSettings;
  readonly started: StartedGame & { readonly gameId: number };
  /** Frame 0 is the start. */
  readonly frames: readonly TerritoryFrame[];
  /** Of the agent before its newest action; null at the start and once it is eliminated. */
  readonly thought: AgentThought | null;
  readonly outcome: TerritoryOutcome | null;
}

export interface LiveGameControl {
  /** null before the first game and while one is being started. */
  readonly game: LiveGame | null;
  readonly isStarting: boolean;
  readonly error: Error | null;
  readonly start: (settings: GameSettings) => void;
  /** One decision. @returns false while the one before is on its way, and once the game is over: nothing happens then */
  readonly play: (action: number) => boolean;
  /** Back to the choice of a game: the worker is given back. */
  readonly leave: () => void;
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** A game against an agent: its frames as they come, one decision at a time. */
export function useLiveGame(): LiveGameControl {
  const [game, setGame] = useState<LiveGame | null>(null);
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  /** Counts starts: what belongs to an older game is dropped when it comes. */
  const turn = useRef(0);
  const gameId = useRef<number | null>(null);
  const isBusy = useRef(false);

  const end = useCallback(() => {
    turn.current += 1;
    isBusy.current = false;
    // A game that nobody plays any more needs no answer.
    if (gameId.current !== null) request('territory:end-game', { gameId: gameId.current }).catch(() => undefined);
    gameId.current = null;
  }, []);
  useEffect(() => end, [end]);

  const start = useCallback((settings: GameSettings) => {
    const mine = ++turn.current;
    isBusy.current = false;
    setGame(null);
    setError(null);
    setStarting(true);
    request('territory:start-game', settings).then(
      (started) => {
        if (mine !== turn.current) {
          request('territory:end-game', { gameId: started.gameId }).catch(() => undefined);
          return;
        }
        gameId.current = started.gameId;
        setStarting(false);
        setGame({ settings, started, frames: [started.frame], thought: null, outcome: null });
      },
      (reason: unknown) => {
        if (mine !== turn.current) return;
        setStarting(false);
        setError(toError(reason));
      },
    );
  }, []);

  const play = useCallback((action: number) => {
    const mine = turn.current;
    if (gameId.current === null || isBusy.current) return false;
    isBusy.current = true;
    request('territory:play', { gameId: gameId.current, action }).then(
      ({ frame, thought, outcome }) => {
        if (mine !== turn.current) return;
        // Of a game that is over nothing more is asked.
        isBusy.current = outcome !== null;
        setGame((now) => now && { ...now, frames: [...now.frames, frame], thought, outcome });
      },
      (reason: unknown) => {
        if (mine !== turn.current) return;
        isBusy.current = false;
        setError(toError(reason));
      },
    );
    return true;
  }, []);

  const leave = useCallback(() => {
    end();
    setGame(null);
    setError(null);
    setStarting(false);
  }, [end]);

  return { game, isStarting, error, start, play, leave };
}
