import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { notify } from '../../../../lib/notices';
import { invalidate, useAction } from '../../../../lib/query';
import { Button } from '../../../../ui/button';
import { Checkbox } from '../../../../ui/checkbox';
import { ErrorCardOf } from '../../../../ui/error-card';
import { IconButton } from '../../../../ui/icon-button';
import { Segmented } from '../../../../ui/segmented';
import { centreOf, codesAt } from '../board-codes';
import { PlayersPanel } from '../decision-panel';
import { OUTCOME_WORDS } from '../game-figures';
import { brightest, type Board } from '../paint-board';
import { ShareLines } from '../share-lines';
import { AgentPanel } from './agent-panel';
import { GameResult } from './game-result';
import { directionTo } from './order';
import { OrderPanel } from './order-panel';
import { PlayBoard } from './play-board';
import { PlayHelp } from './play-help';
import { playKeyOf } from './play-keys';
import { seatNames } from './seat-names';
import type { LiveGame, LiveGameControl } from './use-live-game';
import { CLOCK_SPEEDS, useOrders, type ClockSpeed, type Orders } from './use-orders';

const PERSON = 1;

/** Keys belong to what has the focus where that takes them itself. */
const takesKeys = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
const takesSpace = (target: EventTarget): boolean => takesKeys(target) || target instanceof HTMLButtonElement;

function obey(event: KeyboardEvent, orders: Orders): void {
  const key = playKeyOf(event);
  if (key === null || (key.kind === 'clock' ? takesSpace(event.target) : takesKeys(event.target))) return;
  event.preventDefault();
  if (key.kind === 'direction') orders.order(key.direction);
  else if (key.kind === 'intensity') orders.setIntensity(key.intensity);
  else if (key.kind === 'city') orders.setBuilds(!orders.builds);
  // Held down, the key would stop what it has just started.
  else if (!event.repeat) orders.toggleClock();
}

/** A game against an agent while it is played, and how it ended. */
export function PlayedGame({ game, control }: { readonly game: LiveGame; readonly control: LiveGameControl }) {
  const { started, frames, thought, outcome, settings } = game;
  const newest = frames.at(-1)!;
  const orders = useOrders(newest.allowed, control.play);
  const [showsAgent, setShowsAgent] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => area.current?.focus(), [started.gameId]);
  const board = useMemo<Board>(
    () => ({
      side: started.side,
      terrain: started.terrain,
      codes: codesAt({ side: started.side, frames: [...frames] }, frames.length - 1),
    }),
    [started, frames],
  );
  const names = useMemo(() => seatNames(started.opponents), [started]);
  const attention = useMemo(() => {
    if (!showsAgent || !thought?.attention) return null;
    return { side: thought.attention.side, values: Float32Array.from(thought.attention.values) };
  }, [showsAgent, thought]);
  const light = useMemo(() => (attention === null ? null : brightest(attention)), [attention]);
  const centre = useMemo(() => centreOf(board.codes, board.side, PERSON), [board]);
  const where = outcome === null ? `decision ${frames.length}` : `end, ${OUTCOME_WORDS[outcome]}`;
  const restart = (
    <Button icon="repeat" onClick={() => control.start(settings)}>
      Play it again
    </Button>
  );
  return (
    <div
      className="territory"
      ref={area}
      tabIndex={-1}
      role="group"
      aria-label="Game"
      onKeyDown={(event) => obey(event, orders)}
    >
      <PlayHead game={game} orders={orders} where={where}>
        {outcome === null && restart}
        <SaveGame gameId={started.gameId} decisions={frames.length - 1} />
        <Button onClick={control.leave}>Other game</Button>
      </PlayHead>
      <div className="territory-body">
        <div className="territory-map">
          <PlayBoard
            board={board}
            label={`Map of the game, ${where}`}
            light={light}
            weights={attention}
            action={orders.pending}
            onPlace={(place) => centre !== null && orders.order(directionTo(centre, place))}
          />
          <ShareLines frames={[...frames]} frame={frames.length - 1} names={names} />
        </div>
        <div className="territory-thoughts">
          {control.error !== null && <ErrorCardOf error={control.error} />}
          {outcome !== null && <GameResult outcome={outcome} frames={frames} names={names} actions={restart} />}
          {outcome === null && <OrderPanel orders={orders} allowed={newest.allowed} />}
          <PlayersPanel players={newest.players} names={names} tier={settings.tier} />
          <div className="play-shows">
            <Checkbox checked={showsAgent} onCheckedChange={setShowsAgent}>
              Show what the agent thought
            </Checkbox>
          </div>
          {showsAgent && <AgentPanel thought={thought} decision={frames.length - 1} />}
          <PlayHelp />
        </div>
      </div>
    </div>
  );
}

function PlayHead({
  game: { settings, outcome },
  orders,
  where,
  children,
}: {
  readonly game: LiveGame;
  readonly orders: Orders;
  readonly where: string;
  readonly children: ReactNode;
}) {
  return (
    <header className="territory-head">
      <h2 className="strong">You against the agent</h2>
      <span className="text-3 text-xs ellipsis">
        {settings.tier}, seed {settings.seed}, {settings.choice}: {where}
      </span>
      <span className="grow" />
      {outcome === null && (
        <>
          <IconButton
            icon={orders.isRunning ? 'pause' : 'play'}
            label={orders.isRunning ? 'Stop the clock' : 'Start the clock'}
            onClick={orders.toggleClock}
          />
          <Segmented<ClockSpeed>
            label="Decisions a second"
            value={orders.speed}
            onValueChange={orders.setSpeed}
            options={CLOCK_SPEEDS.map((value) => ({ value, label: `${value}/s` }))}
          />
        </>
      )}
      {children}
    </header>
  );
}

function SaveGame({ gameId, decisions }: { readonly gameId: number; readonly decisions: number }) {
  const save = useAction('territory:save-game', {
    onSuccess: ({ path }) => {
      invalidate('territory:saved-games', 'territory:saved-game');
      notify({ tone: 'ok', title: 'Game saved', detail: path });
    },
  });
  const { mutate, isPending, error } = save;
  useEffect(() => {
    if (error !== null) notify({ tone: 'bad', title: 'The game was not saved.', detail: error.message });
  }, [error]);
  return (
    <Button icon="save" busy={isPending} disabled={decisions === 0} onClick={() => mutate({ gameId })}>
      Save the game
    </Button>
  );
}
