import { useMemo, useState, type ReactNode } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { territoryAgentReplaySchema, type TerritoryAgentReplay } from '#contract/snapshots/territory-agent-replay';
import type { TerritoryFrames } from '#contract/snapshots/territory-replay';
import { formatAmount, formatNumber } from '../../../lib/format';
import { useRequest } from '../../../lib/query';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorCard, ErrorCardOf } from '../../../ui/error-card';
import { IconButton } from '../../../ui/icon-button';
import { Section } from '../../../ui/pane';
import { Segmented } from '../../../ui/segmented';
import { Select } from '../../../ui/select';
import { Skeleton } from '../../../ui/skeleton';
import { codesAt, tileCounts } from './board-codes';
import { BoardPicture } from './board-picture';
import {
  decisionFigures,
  normalizedEntropy,
  returnFrom,
  TERRITORY_ACTIONS,
  type DecisionFigures,
} from './decision-figures';
import { DecisionPanel, JudgementPanel, PlayersPanel } from './decision-panel';
import { criticDiscount, OUTCOME_WORDS, playerNames } from './game-figures';
import { GameInspector } from './game-inspector';
import { brightest, troopLight, type Board } from './paint-board';
import { ShareLines } from './share-lines';
import { planeAt, rangeOf, sharesOf, type Plane } from './stored-plane';
import { REPLAY_SPEEDS, useReplay, type Replay, type ReplaySpeed } from './use-replay';
import './territory.css';

const NEWEST = 'newest';

/** A game of an evaluation, decision by decision: the map, what the network thought, and where it looked. */
export function TerritoryView({ detail }: { readonly detail: RunDetail }) {
  const { runId } = detail.summary;
  const [chosenEpoch, setChosenEpoch] = useState<string>(NEWEST);
  const { data, error } = useRequest(
    'runs:snapshot',
    { runId, name: 'agent-replay', epoch: chosenEpoch === NEWEST ? null : Number(chosenEpoch) },
    { keepPrevious: true },
  );
  const parsed = useMemo(
    () => (data?.snapshot ? territoryAgentReplaySchema.safeParse(data.snapshot.data) : null),
    [data],
  );
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={12} label="Reading the game" />;
  if (data.snapshot === null || parsed === null)
    return (
      <EmptyState icon="eye" title="No game yet">
        One is kept of each evaluation (evaluation.every_updates).
      </EmptyState>
    );
  if (!parsed.success) return <OtherForm />;
  const { epoch, epochs } = data.snapshot;
  return (
    <div className="territory">
      <ReplayedGame key={epoch} detail={detail} game={parsed.data} epoch={epoch}>
        <Select
          label="Epoch"
          value={chosenEpoch}
          onValueChange={setChosenEpoch}
          options={[
            { value: NEWEST, label: 'newest' },
            ...epochs.map((one) => ({ value: String(one), label: String(one) })),
          ]}
        />
      </ReplayedGame>
    </div>
  );
}

function Fault({ error }: { readonly error: Error }) {
  return (
    <div className="inspect-fault">
      <ErrorCardOf error={error} />
    </div>
  );
}

function OtherForm() {
  return (
    <div className="inspect-fault">
      <ErrorCard
        title="The game of this run has another form than this version reads."
        nextStep="open the run with the version that trained it, or train it again."
        code="E-SNAPSHOT-FORM"
      />
    </div>
  );
}

interface GameProps {
  readonly detail: RunDetail;
  readonly game: TerritoryAgentReplay;
  readonly epoch: number;
  /** Controls at the right of the head. */
  readonly children: ReactNode;
}

/** The snapshot keeps seed and actions; a worker plays them again, under the rules that they were recorded under. */
function ReplayedGame(props: GameProps) {
  const { data, error } = useRequest('territory:frames', props.game.replay);
  return (
    <>
      {data === undefined && (
        <header className="territory-head">
          <h2 className="strong">Game</h2>
          <span className="grow" />
          {props.children}
        </header>
      )}
      {error !== null && <Fault error={error} />}
      {error === null && data === undefined && <Skeleton rows={12} label="Playing the game again" />}
      {data !== undefined &&
        (data.frames.length === props.game.decisions + 1 ? <Game {...props} played={data} /> : <OtherForm />)}
    </>
  );
}

type Overlay = 'plain' | 'attention' | 'gates' | 'troops';

const OVERLAY_WORDS: Readonly<Record<Overlay, string>> = {
  plain: 'Plain',
  attention: 'Attention',
  gates: 'Gates',
  troops: 'Troops per tile',
};

/** What the network said of all decisions. */
interface Thoughts {
  /** [decisions, 90] */
  readonly probabilities: Float32Array;
  readonly attention: Plane | null;
  readonly gates: readonly Plane[];
}

function readThoughts({ probabilities, attention, gates }: TerritoryAgentReplay): Thoughts {
  const plane = ({ side, values }: { readonly side: number; readonly values: string }): Plane => ({
    side,
    values: sharesOf(values),
  });
  return {
    probabilities: sharesOf(probabilities),
    attention: attention === null ? null : plane(attention),
    gates: gates.map(plane),
  };
}

function Game({ detail, game, epoch, played, children }: GameProps & { readonly played: TerritoryFrames }) {
  const last = game.decisions;
  const replay = useReplay(last);
  const { frame } = replay;
  const thoughts = useMemo(() => readThoughts(game), [game]);
  const names = useMemo(() => playerNames(played.opponents), [played]);
  const [overlay, setOverlay] = useState<Overlay>(game.attention === null ? 'plain' : 'attention');
  const [gate, setGate] = useState('0');
  const board = useMemo<Board>(
    () => ({ side: played.side, terrain: played.terrain, codes: codesAt(played, frame) }),
    [played, frame],
  );
  const { players, allowed } = played.frames[frame]!;
  const taken = frame < last ? played.frames[frame + 1]!.action! : null;
  const figures = useMemo(
    () =>
      taken === null
        ? null
        : decisionFigures(
            thoughts.probabilities.subarray(frame * TERRITORY_ACTIONS, (frame + 1) * TERRITORY_ACTIONS),
            allowed,
            taken,
          ),
    [thoughts, frame, allowed, taken],
  );
  const weights = useMemo(() => {
    if (taken === null) return null;
    if (overlay === 'attention' && thoughts.attention !== null) return planeAt(thoughts.attention, frame);
    return overlay === 'gates' ? planeAt(thoughts.gates[Number(gate)]!, frame) : null;
  }, [overlay, gate, thoughts, frame, taken]);
  const light = useMemo(() => {
    if (overlay === 'troops')
      return troopLight(
        board,
        players.map(({ troops }) => troops),
        tileCounts(board.codes, players.length),
      );
    return weights === null ? null : brightest(weights);
  }, [overlay, board, players, weights]);
  const overlays: readonly Overlay[] = [
    'plain',
    ...(thoughts.attention === null ? [] : (['attention'] as const)),
    ...(thoughts.gates.length === 0 ? [] : (['gates'] as const)),
    'troops',
  ];
  const where = frame < last ? `decision ${frame + 1} of ${last}` : `end, ${OUTCOME_WORDS[game.outcome]}`;
  return (
    <>
      <header className="territory-head">
        <h2 className="strong">Game</h2>
        <span className="text-3 text-xs ellipsis">
          {game.replay.tier}, seed {game.replay.seed}, epoch {epoch}: {OUTCOME_WORDS[game.outcome]} after{' '}
          {formatAmount(last, 'decision')}
        </span>
        <span className="grow" />
        {overlay === 'gates' && thoughts.gates.length > 1 && (
          <Segmented
            label="Gates behind convolution"
            value={gate}
            onValueChange={setGate}
            options={thoughts.gates.map(({ side }, index) => ({ value: String(index), label: `${side} × ${side}` }))}
          />
        )}
        <Segmented<Overlay>
          label="Overlay"
          value={overlay}
          onValueChange={setOverlay}
          options={overlays.map((value) => ({ value, label: OVERLAY_WORDS[value] }))}
        />
        {children}
      </header>
      <div className="territory-body">
        <div className="territory-map">
          <BoardPicture
            board={board}
            label={`Map of the game, ${where}, ${OVERLAY_WORDS[overlay]}`}
            light={light}
            weights={weights}
            action={taken}
          />
          <Controls replay={replay} last={last} where={where} />
          <p className="text-3 text-xs">{overlayNote(overlay, weights)}</p>
          <ShareLines frames={played.frames} frame={frame} names={names} />
        </div>
        <div className="territory-thoughts">
          <Thought
            detail={detail}
            game={game}
            played={played}
            frame={frame}
            figures={figures}
            attention={thoughts.attention}
          />
          <PlayersPanel players={players} names={names} tier={game.replay.tier} />
        </div>
      </div>
      <GameInspector detail={detail} game={game} frames={played.frames} frame={frame} />
    </>
  );
}

function overlayNote(overlay: Overlay, weights: Plane | null): string {
  if (overlay === 'plain')
    return 'Outlined: the learner. The longer the arrow, the larger the share of its troops that goes.';
  if (overlay === 'troops') return 'Undimmed: the player with most home troops for each of its tiles.';
  if (weights === null) return 'The game is over: nothing was decided here.';
  const [smallest, largest] = rangeOf(weights);
  const range = `${formatNumber(smallest, 2)} to ${formatNumber(largest, 2)}`;
  return overlay === 'attention'
    ? `Undimmed: where the weight is, ${range}; the ${weights.values.length} weights sum to 1.`
    : `Undimmed: where the gate is open, ${range} of 1; relative to the largest.`;
}

function Controls({ replay, last, where }: { readonly replay: Replay; readonly last: number; readonly where: string }) {
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

function Thought({
  detail,
  game,
  played,
  frame,
  figures,
  attention,
}: {
  readonly detail: RunDetail;
  readonly game: TerritoryAgentReplay;
  readonly played: TerritoryFrames;
  readonly frame: number;
  readonly figures: DecisionFigures | null;
  readonly attention: Plane | null;
}) {
  const { frames } = played;
  const rewards = useMemo(() => frames.slice(1).map(({ reward }) => reward), [frames]);
  if (figures === null)
    return (
      <Section title="The game is over">
        <p className="text-2">Outcome: {OUTCOME_WORDS[game.outcome]}. Nothing was decided here.</p>
      </Section>
    );
  const discount = criticDiscount(detail.summary);
  return (
    <>
      <DecisionPanel figures={figures} taken={frames[frame + 1]!.action!} decision={frame} />
      <JudgementPanel
        figures={figures}
        judgement={{
          value: game.values[frame]!,
          played: discount === null ? null : returnFrom(rewards, frame, discount),
          attentionEntropy: attention === null ? null : normalizedEntropy(planeAt(attention, frame).values),
          allowed: frames[frame]!.allowed.length,
        }}
      />
    </>
  );
}
