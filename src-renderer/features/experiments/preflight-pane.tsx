import type { InspectOutput } from '#contract/jobs';
import { formatAmount, formatBytes, formatCount, formatDuration, formatNumber, formatPercent } from '../../lib/format';
import { Inspector } from '../../lib/slots';
import { Chip } from '../../ui/chip';
import { ErrorCard, ErrorCardOf } from '../../ui/error-card';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { KeyFigure } from '../../ui/key-figure';
import { Section, SideHead } from '../../ui/pane';
import { Skeleton } from '../../ui/skeleton';
import { Button } from '../../ui/button';
import { factGroups, largeBlock, preflightFigures, type ModelBlock } from './preflight-figures';
import type { PreflightState } from './use-preflight';

export interface PreflightPaneProps {
  readonly preflight: PreflightState;
  /** Text of the editor now. */
  readonly text: string;
  readonly runs: number;
  readonly canMeasure: boolean;
}

/** What a start would cost and whether the model is what was meant, from one real batch. */
export function PreflightPane({ preflight, text, runs, canMeasure }: PreflightPaneProps) {
  const { output, isMeasuring, error, measure } = preflight;
  return (
    <Inspector width="wide">
      <SideHead title="Pre-flight">
        <State preflight={preflight} text={text} />
        <IconButton icon="repeat" label="Measure one batch" disabled={!canMeasure || isMeasuring} onClick={measure} />
      </SideHead>
      {error !== null && (
        <Section title="The measurement failed">
          <ErrorCardOf
            error={error}
            actions={
              <Button size="small" disabled={!canMeasure} onClick={measure}>
                Measure again
              </Button>
            }
          />
        </Section>
      )}
      {output === null &&
        error === null &&
        (isMeasuring ? (
          <Skeleton rows={8} label="Measuring one batch" />
        ) : (
          <NotMeasured canMeasure={canMeasure} onMeasure={measure} />
        ))}
      {output !== null && <Report output={output} runs={runs} />}
    </Inspector>
  );
}

function State({ preflight, text }: { readonly preflight: PreflightState; readonly text: string }) {
  if (preflight.isMeasuring) return <Chip tone="run">measuring one batch</Chip>;
  if (preflight.output === null) return null;
  if (preflight.text !== text) {
    return (
      <Chip tone="warn" icon="warning">
        text changed since
      </Chip>
    );
  }
  return (
    <Chip tone="ok" icon="check">
      one batch run
    </Chip>
  );
}

function NotMeasured({ canMeasure, onMeasure }: { readonly canMeasure: boolean; readonly onMeasure: () => void }) {
  return (
    <div className="preflight-empty">
      <p className="text-2">
        {canMeasure
          ? 'One batch shows parameters, memory, time and disk before anything starts.'
          : 'The pre-flight runs one batch as soon as the file has no errors.'}
      </p>
      <Button icon="bolt" disabled={!canMeasure} onClick={onMeasure}>
        Measure one batch
      </Button>
    </div>
  );
}

function Report({ output, runs }: { readonly output: InspectOutput; readonly runs: number }) {
  const figures = preflightFigures(output, runs);
  const { preflight } = output;
  return (
    <>
      <div className="preflight-tiles">
        <KeyFigure label="Runs" value={formatCount(figures.runs)} detail={formatAmount(figures.runs, 'seed')} />
        <KeyFigure
          label="Time, measured step"
          value={figures.durationMs === null ? 'n/a' : formatDuration(figures.durationMs)}
          detail={figures.epochMs === null ? 'no data was read' : `about ${formatDuration(figures.epochMs)} an epoch`}
        />
        <KeyFigure
          label="Disk"
          value={formatBytes(figures.diskBytes)}
          detail={`${figures.checkpointsPerRun} × ${formatBytes(figures.checkpointBytes)} a run`}
        />
      </div>
      <Blocks output={output} />
      <LargeBlock output={output} />
      {preflight !== null && (
        <Section title="First batch" detail="forward and backward once">
          <ul className="preflight-facts">
            <Fact
              label="Loss"
              value={formatNumber(preflight.loss, 4)}
              state={Number.isFinite(preflight.loss) ? 'ok' : 'warning'}
            />
            <Fact
              label="Gradient norm before clipping"
              value={formatNumber(preflight.gradientNorm, 3)}
              state={Number.isFinite(preflight.gradientNorm) ? 'ok' : 'warning'}
            />
            <Fact
              label="Step"
              value={`${formatNumber(preflight.millisecondsPerStep, 1)} ms, ${formatCount(preflight.stepsPerEpoch)} an epoch`}
              state="ok"
            />
            <Fact label="Memory, estimate" value={formatBytes(output.estimate.memoryBytes)} state="info" />
          </ul>
        </Section>
      )}
      {factGroups(preflight?.facts ?? []).map(({ group, facts }) => (
        <Section key={group} title={group}>
          <ul className="preflight-facts">
            {facts.map((fact) => (
              <Fact key={fact.label} {...fact} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

const FACT_LOOKS = {
  ok: { icon: 'status-done', tone: 'tone-ok', word: 'In order' },
  info: { icon: 'info', tone: 'tone-idle', word: 'Note' },
  warning: { icon: 'warning', tone: 'tone-warn', word: 'Deserves a look' },
} as const;

function Fact({
  label,
  value,
  state,
}: {
  readonly label: string;
  readonly value: string;
  readonly state: 'ok' | 'info' | 'warning';
}) {
  const look = FACT_LOOKS[state];
  return (
    <li>
      <Icon name={look.icon} size={14} label={look.word} className={look.tone} />
      <span className="ellipsis" title={label}>
        {label}
      </span>
      <span className="number" title={value}>
        {value}
      </span>
    </li>
  );
}

/** Parameters of each block with a bar; more than half of them in one block is pointed out. */
function Blocks({ output }: { readonly output: InspectOutput }) {
  const { total, trainable, blocks } = output.parameters;
  const large = largeBlock(output);
  return (
    <Section
      title="Parameters by block"
      detail={trainable === total ? 'exact count' : `${formatCount(trainable)} trainable`}
    >
      <table className="preflight-blocks">
        <thead>
          <tr>
            <th scope="col">Block</th>
            <th scope="col">
              <span className="visually-hidden">Bar</span>
            </th>
            <th scope="col" className="right">
              Parameters
            </th>
            <th scope="col" className="right">
              Share %
            </th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((block) => (
            <BlockRow key={block.name} block={block} isLarge={block === large} />
          ))}
          <tr className="preflight-total">
            <td>Total</td>
            <td />
            <td className="number right">{formatCount(total)}</td>
            <td className="number right">100.0</td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}

function BlockRow({ block, isLarge }: { readonly block: ModelBlock; readonly isLarge: boolean }) {
  return (
    <tr>
      <td className="ellipsis" title={`${block.name}, ${block.shape}`}>
        {block.name}
      </td>
      <td>
        <span className="preflight-bar" data-large={isLarge || undefined}>
          <span style={{ width: `${Math.max(1, block.share * 100)}%` }} />
        </span>
      </td>
      <td className="number right">{formatCount(block.parameters)}</td>
      <td className="number right">
        {isLarge && <Icon name="warning" size={12} label="More than half" className="tone-warn preflight-flag" />}
        {formatNumber(block.share * 100, 1)}
      </td>
    </tr>
  );
}

function LargeBlock({ output }: { readonly output: InspectOutput }) {
  const block = largeBlock(output);
  const dead = output.parameters.blocks.reduce((sum, { dead: count }) => sum + count, 0);
  if (block === null && dead === 0) return null;
  return (
    <div className="preflight-note">
      <ErrorCard
        tone="warn"
        title={
          block === null
            ? `${formatCount(dead)} parameters cannot change the output.`
            : `${block.name} holds ${formatPercent(block.share)} of the parameters.`
        }
        cause={
          block !== null && dead > 0
            ? `${formatCount(dead)} parameters cannot change the output.`
            : block !== null
              ? `${formatCount(block.parameters)} of ${formatCount(output.parameters.total)}, shape ${block.shape}.`
              : ''
        }
      />
    </div>
  );
}
