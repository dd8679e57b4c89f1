import type { LadderDecisionState, LadderItemState, LadderStageState } from '#contract/stages';
import { metricDescriptor } from '#contract/metrics';
import { formatDifference, formatNumber } from '../../lib/format';
import { Chip } from '../../ui/chip';
import { Icon } from '../../ui/icon';
import { decisionLook, itemLook, progressText, proposalWords, stageLook, timeLeftText } from './board-words';
import { isSelected, type BoardSelection, type SelectedPart } from './board-selection';
import { EvidenceChip } from './evidence-chips';

export interface StageColumnProps {
  readonly number: number;
  readonly stage: LadderStageState;
  /** Of the ladder, `validation.macro_f1`: digits of numbers. */
  readonly metric: string;
  readonly selected: SelectedPart | null;
  readonly onSelect: (selection: BoardSelection) => void;
}

/** A stage: its goal, its checklist, and the decision that leads to the next one. */
export function StageColumn({ number, stage, metric, selected, onSelect }: StageColumnProps) {
  const look = stageLook(stage);
  const timeLeft = timeLeftText(stage.timeLeftMs);
  return (
    <section className="stage-column" aria-label={`Stage ${number}, ${stage.name}`}>
      <header className="stage-head">
        <div className="row">
          <span className="stage-number">{number}</span>
          <h2 className="grow">
            <button
              type="button"
              className="stage-name ellipsis"
              aria-pressed={isSelected(selected, 'stage', stage.id)}
              onClick={() => onSelect({ kind: 'stage', stage: stage.id })}
            >
              {stage.name}
            </button>
          </h2>
          <span className={`row text-sm tone-${look.tone}`}>
            <Icon name={look.icon} size={14} />
            {look.words}
          </span>
        </div>
        <p className="text-2 text-sm">{stage.goal}</p>
        <div className="row">
          <StageBar stage={stage} />
          <span className="number text-2">
            {stage.met}/{stage.total}
          </span>
        </div>
        {stage.progress.total > stage.progress.done && (
          <p className="text-3 text-xs">
            Runs {progressText(stage.progress)}
            {timeLeft === '' ? '' : `, ${timeLeft}`}
          </p>
        )}
      </header>
      <ul className="stage-items">
        {stage.items.map((item) => (
          <ItemCard
            key={item.id}
            item={item}
            isSelected={isSelected(selected, 'item', stage.id, item.id)}
            onSelect={() => onSelect({ kind: 'item', stage: stage.id, item: item.id })}
          />
        ))}
      </ul>
      {stage.decision !== null && (
        <DecisionCard
          decision={stage.decision}
          metric={metric}
          isSelected={isSelected(selected, 'decision', stage.id)}
          onSelect={() => onSelect({ kind: 'decision', stage: stage.id })}
        />
      )}
    </section>
  );
}

/** One part an item. */
function StageBar({ stage: { items, met, total } }: { readonly stage: LadderStageState }) {
  return (
    <span className="stage-bar" role="img" aria-label={`${met} of ${total} items proven or overruled`}>
      {items.map((item) => (
        <span key={item.id} data-tone={itemLook(item).tone} />
      ))}
    </span>
  );
}

function ItemCard({
  item,
  isSelected: isOpen,
  onSelect,
}: {
  readonly item: LadderItemState;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}) {
  const look = itemLook(item);
  const { progress } = item;
  return (
    <li className="board-card" data-tone={look.tone} data-selected={isOpen || undefined}>
      <Icon name={look.icon} label={look.words} className={`tone-${look.tone}`} />
      <div className="board-card-text">
        <button type="button" className="board-card-title" aria-pressed={isOpen} onClick={onSelect}>
          {item.question}
        </button>
        <div className="row wrap board-chips">
          <EvidenceChip runIds={item.evidence} />
          {progress !== null && progress.done < progress.total && (
            <Chip tone={progress.running > 0 ? 'run' : progress.failed > 0 ? 'bad' : 'idle'}>
              {progressText(progress)}
            </Chip>
          )}
          {item.lost.length > 0 && (
            <Chip tone="bad" icon="trash">
              {item.lost.length === 1 ? '1 run lost' : `${item.lost.length} runs lost`}
            </Chip>
          )}
        </div>
        <p className="text-2 text-xs board-finding">
          {item.overrule !== null
            ? `Overruled: ${item.overrule.note}`
            : item.because === ''
              ? item.finding
              : item.because}
        </p>
      </div>
    </li>
  );
}

const MOST_NUMBERS = 3;

function DecisionCard({
  decision,
  metric,
  isSelected: isOpen,
  onSelect,
}: {
  readonly decision: LadderDecisionState;
  readonly metric: string;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}) {
  const look = decisionLook(decision);
  const { taken, proposal } = decision;
  const { digits } = metricDescriptor(metric.slice(metric.indexOf('.') + 1));
  const numbers = (taken ?? proposal)?.numbers ?? [];
  return (
    <article
      className="board-card decision-card"
      data-waiting={taken === null || undefined}
      data-tone={look.tone}
      data-selected={isOpen || undefined}
    >
      <div className="board-card-text">
        <div className="row-between">
          <button type="button" className="board-card-title strong" aria-pressed={isOpen} onClick={onSelect}>
            Decision
          </button>
          <Chip tone={look.tone} icon={look.icon}>
            {look.words}
          </Chip>
        </div>
        <p className="text-2 text-sm">{decision.question}</p>
        {numbers.slice(0, MOST_NUMBERS).map((number) => (
          <div key={number.term} className="row-between text-sm">
            <span className="text-2 ellipsis" title={number.text}>
              {number.term}, n = {number.n}
            </span>
            <span className="number">
              {number.interval === null ? formatNumber(number.value, digits) : formatDifference(number.value, digits)}
            </span>
          </div>
        ))}
        <p className="text-1 text-sm">
          {taken !== null
            ? `${taken.choose ?? 'The base'} goes on. ${decision.because}`
            : decision.state === 'waiting'
              ? decision.because
              : proposal === null
                ? ''
                : proposalWords(proposal)}
        </p>
        {taken !== null && (
          <p className="row text-2 text-sm">
            <Icon name="file" size={14} />
            <span className="ellipsis" title={taken.wrote}>
              wrote {taken.wrote}
            </span>
          </p>
        )}
      </div>
    </article>
  );
}
