import { useMemo, useState, type ReactNode } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { territoryAgentReplaySchema, type TerritoryAgentReplay } from '#contract/snapshots/territory-agent-replay';
import type { TerritoryFrames } from '#contract/snapshots/territory-replay';
import { formatAmount } from '../../../lib/format';
import { useRequest } from '../../../lib/query';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorCard, ErrorCardOf } from '../../../ui/error-card';
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
import { overlayNote, OVERLAY_WORDS, type Overlay } from './overlays';
import { ReplayControls } from './replay-controls';
import { planeAt, type Plane } from './stored-plane';
import { readThoughts } from './thoughts';
import { useReplay } from './use-replay';
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
    <div className="fault-pane">
      <ErrorCardOf error={error} />
    </div>
  );
}

function OtherForm() {
  return (
    <div className="fault-pane">
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
          <ReplayControls replay={replay} last={last} where={where} />
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
      <DecisionPanel
        figures={figures}
        taken={frames[frame + 1]!.action!}
        title={`Action, decision ${frame + 1}`}
        detail="probabilities, stored in 1/255"
      />
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
