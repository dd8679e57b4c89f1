import type { SavedGame, SavedGameEntry } from '#contract/territory-play';
import { useMemo } from 'react';
import type { TerritoryFrames } from '#contract/snapshots/territory-replay';
import { formatAmount, formatWhen } from '../../../../lib/format';
import { useRequest } from '../../../../lib/query';
import { Button } from '../../../../ui/button';
import { ErrorCardOf, Fault } from '../../../../ui/error-card';
import { Section } from '../../../../ui/pane';
import { Skeleton } from '../../../../ui/skeleton';
import { codesAt } from '../board-codes';
import { BoardPicture } from '../board-picture';
import { PlayersPanel } from '../decision-panel';
import { OUTCOME_WORDS } from '../game-figures';
import { ReplayControls } from '../replay-controls';
import { ShareLines } from '../share-lines';
import { useReplay } from '../use-replay';
import { seatedOpponents, seatNames } from './seat-names';

const outcomeText = (outcome: SavedGameEntry['outcome']): string =>
  outcome === null ? 'not finished' : OUTCOME_WORDS[outcome];

/** Saved games against the checkpoints of a run. */
export function SavedGames({ runId, onOpen }: { readonly runId: string; readonly onOpen: (file: string) => void }) {
  const { data, error } = useRequest('territory:saved-games', {});
  if (error !== null) return <ErrorCardOf error={error} />;
  const games = (data?.games ?? []).filter((game) => game.runId === runId);
  return (
    <Section title="Saved games" detail={formatAmount(games.length, 'game')}>
      {games.length === 0 && <p className="text-sm text-2">None yet: a game can be saved at any decision.</p>}
      <ul className="play-saved">
        {games.map(({ file, savedAt, checkpointId, tier, seed, outcome, decisions }) => (
          <li key={file}>
            <span>
              {tier}, seed {seed}: {outcomeText(outcome)}
            </span>
            <span className="text-2 text-xs">
              {formatAmount(decisions, 'decision')} against {checkpointId.split(':')[1]}, {formatWhen(savedAt)}
            </span>
            <Button size="small" icon="eye" onClick={() => onOpen(file)}>
              Watch
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A saved game, played again in a worker from its seed and actions. */
export function SavedGameReplay({ file, onClose }: { readonly file: string; readonly onClose: () => void }) {
  const { data, error } = useRequest('territory:saved-game', { file });
  const back = <Button onClick={onClose}>Back</Button>;
  if (error !== null) return <Fault error={error} actions={back} />;
  if (data === undefined) return <Skeleton rows={12} label="Reading the game" />;
  return <PlayedAgain game={data} onClose={onClose} />;
}

function PlayedAgain({ game, onClose }: { readonly game: SavedGame; readonly onClose: () => void }) {
  const { data, error } = useRequest('territory:frames', game.replay);
  if (error !== null) return <Fault error={error} actions={<Button onClick={onClose}>Back</Button>} />;
  if (data === undefined) return <Skeleton rows={12} label="Playing the game again" />;
  return <Frames game={game} played={data} onClose={onClose} />;
}

function Frames({
  game,
  played,
  onClose,
}: {
  readonly game: SavedGame;
  readonly played: TerritoryFrames;
  readonly onClose: () => void;
}) {
  const last = played.frames.length - 1;
  const replay = useReplay(last);
  const { frame } = replay;
  const names = useMemo(() => seatNames(seatedOpponents(played.opponents)), [played]);
  const board = useMemo(
    () => ({ side: played.side, terrain: played.terrain, codes: codesAt(played, frame) }),
    [played, frame],
  );
  const where = frame < last ? `decision ${frame + 1} of ${last}` : `end, ${outcomeText(played.outcome)}`;
  return (
    <div className="territory">
      <header className="territory-head">
        <h2 className="strong">Saved game</h2>
        <span className="text-3 text-xs ellipsis">
          {game.replay.tier}, seed {game.replay.seed}, against {game.checkpointId.split(':')[1]}:{' '}
          {outcomeText(played.outcome)}
        </span>
        <span className="grow" />
        <Button onClick={onClose}>Back</Button>
      </header>
      <div className="territory-body">
        <div className="territory-map">
          <BoardPicture
            board={board}
            label={`Map of the saved game, ${where}`}
            light={null}
            weights={null}
            action={frame < last ? played.frames[frame + 1]!.action : null}
          />
          <ReplayControls replay={replay} last={last} where={where} />
          <ShareLines frames={played.frames} frame={frame} names={names} />
        </div>
        <div className="territory-thoughts">
          <PlayersPanel players={played.frames[frame]!.players} names={names} tier={game.replay.tier} />
        </div>
      </div>
    </div>
  );
}
