import { useMemo, useState } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { EmptyState } from '../../../../ui/empty-state';
import { PlayHelp } from './play-help';
import { playableCheckpoints, PlaySetup } from './play-setup';
import { PlayedGame } from './played-game';
import { SavedGameReplay, SavedGames } from './saved-games';
import { useLiveGame } from './use-live-game';
import '../territory.css';
import './play.css';

/** Territory by keyboard and mouse against a checkpoint of the run, and games that were saved. */
export function PlayView({ detail }: { readonly detail: RunDetail }) {
  const control = useLiveGame();
  const [watched, setWatched] = useState<string | null>(null);
  const checkpoints = useMemo(() => playableCheckpoints(detail.checkpoints), [detail.checkpoints]);
  if (watched !== null) return <SavedGameReplay file={watched} onClose={() => setWatched(null)} />;
  if (control.game !== null)
    return <PlayedGame key={control.game.started.gameId} game={control.game} control={control} />;
  return (
    <div className="play-start">
      <div>
        {checkpoints.length === 0 ? (
          <EmptyState icon="target" title="Nobody to play against yet">
            The run has no checkpoint. One is written after its first evaluation, and when it ends.
          </EmptyState>
        ) : (
          <PlaySetup detail={detail} checkpoints={checkpoints} control={control} />
        )}
        <SavedGames runId={detail.summary.runId} onOpen={setWatched} />
      </div>
      <div>
        <PlayHelp />
      </div>
    </div>
  );
}
