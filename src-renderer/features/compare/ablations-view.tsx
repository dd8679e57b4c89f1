import { useState } from 'react';
import type { Comparison } from '#contract/compare';
import type { AblationMatrix } from '#contract/stages';
import { metricDescriptor } from '#contract/metrics';
import { formatAmount, formatDifference, formatNumber, NOT_AVAILABLE } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { notify } from '../../lib/notices';
import { invalidate, useAction, useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard, Fault } from '../../ui/error-card';
import { Icon } from '../../ui/icon';
import { NumberText } from '../../ui/number';
import { Section } from '../../ui/pane';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import { Tooltip } from '../../ui/tooltip';
import { canClaim, pText } from './comparison-words';
import { differenceAxis, type DifferenceAxis } from './difference-axis';
import { DifferenceMark } from './difference-mark';
import { boldGroups } from './group-marks';
import { writeCompareChoice } from './compare-choice';
import { CELL_LOOKS, matrixMetrics, queueableSeeds } from './matrix-cells';
import { MatrixMenu } from './matrix-menu';
import { VerdictText } from './verdict-text';

type MatrixRow = AblationMatrix['rows'][number];

/** What each component is worth: full, full without it, and the planned comparisons, whatever is still missing. */
export function AblationsView({
  ladder,
  onLadderChange,
}: {
  readonly ladder: string | null;
  readonly onLadderChange: (ladder: string) => void;
}) {
  const { data, error } = useRequest('stages:list', {});
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={8} label="Reading the ladders" />;
  const usable = data.ladders.filter(({ problem }) => problem === null);
  const chosen = usable.find(({ path }) => path === ladder) ?? usable[0];
  if (chosen === undefined) {
    return (
      <EmptyState icon="stages" title="No ablations here">
        Ablations are part of a ladder: a file under configs/stages names what is full and its components. This
        workspace has none that can be used.
      </EmptyState>
    );
  }
  return (
    <div className="compare-scroll" role="region" aria-label="Ablation matrix" tabIndex={0}>
      <OpenMatrix
        key={chosen.path}
        path={chosen.path}
        chooser={
          <Select
            label="Ladder"
            value={chosen.path}
            options={usable.map(({ path, name }) => ({ value: path, label: name }))}
            onValueChange={onLadderChange}
          />
        }
      />
    </div>
  );
}

function OpenMatrix({ path, chooser }: { readonly path: string; readonly chooser: React.ReactNode }) {
  const [metric, setMetric] = useState<string | null>(null);
  const { data, error } = useRequest('stages:matrix', { path, metric }, { keepPrevious: true });
  const [selected, setSelected] = useState<string | null>(null);
  const queue = useAction('stages:queue-matrix', {
    onSuccess: ({ runIds }) => {
      invalidate('stages:matrix', 'stages:state', 'runs:list');
      notify({ tone: 'ok', title: `${formatAmount(runIds.length, 'run')} queued.` });
    },
  });
  const missing = data === undefined ? 0 : data.rows.reduce((sum, row) => sum + queueableSeeds(row).length, 0);
  const row = data?.rows.find(({ id }) => id === selected) ?? data?.rows.find(({ comparison }) => comparison !== null);
  return (
    <>
      <div className="compare-bar">
        {chooser}
        {data !== undefined && (
          <Select
            label="Metric"
            value={data.metric}
            options={matrixMetrics(data).map((id) => ({
              value: id,
              label: metricDescriptor(id.slice(id.indexOf('.') + 1)).label,
            }))}
            onValueChange={setMetric}
          />
        )}
        <span className="grow" />
        {data !== undefined && data.incomplete > 0 && (
          <span className="row text-2 text-sm">
            <Icon name="warning" size={14} className="tone-warn" />
            {formatAmount(data.plannedComparisons, 'comparison')} planned; {data.incomplete} incomplete
          </span>
        )}
        {missing > 0 && (
          <Button
            variant="primary"
            icon="plus"
            busy={queue.isPending}
            onClick={() => queue.mutate({ path, cells: null, seeds: null })}
          >{`Queue ${formatAmount(missing, 'run')}`}</Button>
        )}
        <MatrixMenu path={path} metric={metric} name={data?.name ?? ''} />
        <Button icon="stages" onClick={() => goTo(PATHS.stagesOf(path))}>
          Open the ladder
        </Button>
      </div>
      {queue.error !== null && <Fault error={queue.error} />}
      {error !== null ? (
        <Fault error={error} />
      ) : data === undefined ? (
        <Skeleton rows={8} label="Reading the matrix" />
      ) : (
        <>
          {data.refusal !== null && (
            <div className="fault-pane">
              <ErrorCard tone="warn" title={data.refusal.message} nextStep={data.refusal.nextStep} />
            </div>
          )}
          <Matrix
            matrix={data}
            selected={row?.id ?? null}
            onSelect={setSelected}
            onQueue={(id, seeds) => queue.mutate({ path, cells: [id], seeds: [...seeds] })}
            isQueueing={queue.isPending}
          />
          <p className="compare-foot">
            ● has the component &emsp; ✕ taken out of full &emsp; ○ never had it &emsp; Square: mean difference. Bar: 95
            % interval. Dots: seeds. Hollow: too few seeds to claim anything. &emsp; Only p after Holm counts; a high p
            never means “remove it”.
          </p>
          {row !== undefined && row.comparison !== null && (
            <Section
              title={`What may be claimed, ${row.comparison.aLabel} − ${row.comparison.bLabel}`}
              actions={
                <Button size="small" icon="compare" onClick={() => goTo(pairAddress(data, row.comparison!))}>
                  See the pair with every test
                </Button>
              }
            >
              <p className="text-2">
                {row.comparison.refusal === null
                  ? row.comparison.claim
                  : `${row.comparison.refusal.message} Next: ${row.comparison.refusal.nextStep}`}
              </p>
            </Section>
          )}
        </>
      )}
    </>
  );
}

/** @returns the address of Compare with the runs of both cells, over the seeds that both have */
function pairAddress({ rows, metric }: AblationMatrix, { a, b }: Comparison): string {
  const runs = rows
    .filter(({ groupKey }) => groupKey === a || groupKey === b)
    .flatMap(({ seeds }) => seeds.flatMap(({ runId }) => runId ?? []));
  return PATHS.compareWith(writeCompareChoice({ runs, against: b, metric, seeds: 'shared' }));
}

const COMPONENT_MARKS = {
  has: { sign: '●', words: 'has it', tone: 'text-2' },
  'taken-out': { sign: '✕', words: 'taken out of full', tone: 'tone-bad' },
  without: { sign: '○', words: 'never had it', tone: 'text-3' },
} as const;

function Matrix({
  matrix,
  selected,
  onSelect,
  onQueue,
  isQueueing,
}: {
  readonly matrix: AblationMatrix;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly onQueue: (id: string, seeds: readonly number[]) => void;
  readonly isQueueing: boolean;
}) {
  const metric = metricDescriptor(matrix.metric.slice(matrix.metric.indexOf('.') + 1));
  const axis = differenceAxis(matrix.comparisons);
  const bold = boldGroups(
    matrix.rows.flatMap(({ group }) => group ?? []),
    metric.direction,
  );
  return (
    <table className="compare-table" aria-label="Ablation matrix">
      <thead>
        <tr>
          <th scope="col">Configuration</th>
          {matrix.components.map(({ id, label }) => (
            <th key={id} scope="col" className="matrix-component">
              <span>{label}</span>
            </th>
          ))}
          <th scope="col">Seeds</th>
          <th scope="col" className="right">
            {metric.label}
          </th>
          <th scope="col">Pair</th>
          <th scope="col" className="compare-axis">
            <span className="row-between number text-3">
              <span>{formatDifference(axis[0], metric.digits)}</span>
              <span>{formatDifference(axis[1], metric.digits)}</span>
            </span>
          </th>
          <th scope="col" className="right">
            Δ
          </th>
          <th scope="col" className="right">
            p, paired t
          </th>
          <th scope="col" className="right">
            p, Holm {matrix.plannedComparisons}
          </th>
          <th scope="col" className="right">
            d<sub>z</sub>
          </th>
          <th scope="col">Verdict at α = {matrix.alpha}</th>
        </tr>
      </thead>
      <tbody>
        {matrix.rows.map((row) => (
          <tr key={row.id} data-selected={row.id === selected || undefined}>
            <th scope="row">
              <button
                type="button"
                className="compare-row-button ellipsis"
                aria-pressed={row.id === selected}
                onClick={() => onSelect(row.id)}
              >
                {row.title}
              </button>
            </th>
            {matrix.components.map(({ id, label }) => {
              const mark = COMPONENT_MARKS[row.components[id] ?? 'without'];
              return (
                <td key={id} className={`matrix-mark ${mark.tone}`}>
                  <span aria-hidden="true">{mark.sign}</span>
                  <span className="visually-hidden">
                    {label}: {mark.words}
                  </span>
                </td>
              );
            })}
            <td>
              <SeedCells row={row} onQueue={(seeds) => onQueue(row.id, seeds)} isQueueing={isQueueing} />
            </td>
            <td className="right">
              <MatrixMean row={row} digits={metric.digits} isBold={row.group !== null && bold.has(row.group.key)} />
            </td>
            <PairCells row={row} digits={metric.digits} axis={axis} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One sign a seed: a finished one opens its run, a missing or failed one is queued; several of a row go at once too. */
function SeedCells({
  row,
  onQueue,
  isQueueing,
}: {
  readonly row: MatrixRow;
  readonly onQueue: (seeds: readonly number[]) => void;
  readonly isQueueing: boolean;
}) {
  const queueable = queueableSeeds(row);
  return (
    <span className="row matrix-seeds">
      {row.seeds.map(({ seed, state, runId }) => {
        const { icon, tone, words } = CELL_LOOKS[state];
        const isQueued = state === 'missing' || state === 'failed';
        if (!isQueued && runId === null)
          return <Icon key={seed} name={icon} size={14} label={`seed ${seed}: ${words}`} />;
        const text = isQueued
          ? `Seed ${seed} ${words}: queue it for ${row.label}`
          : `Seed ${seed} ${words}: open ${runId!}`;
        return (
          <Tooltip key={seed} text={text}>
            <button
              type="button"
              className="matrix-seed"
              aria-label={text}
              disabled={isQueued && isQueueing}
              onClick={() => (isQueued ? onQueue([seed]) : goTo(PATHS.run(runId!)))}
            >
              <Icon name={icon} size={14} className={`tone-${tone}`} />
            </button>
          </Tooltip>
        );
      })}
      {queueable.length > 1 && (
        <Button
          size="small"
          disabled={isQueueing}
          title={`Queue ${formatAmount(queueable.length, 'seed')} of ${row.label}`}
          onClick={() => onQueue(queueable)}
        >
          All {queueable.length}
        </Button>
      )}
    </span>
  );
}

function MatrixMean({
  row: { group },
  digits,
  isBold,
}: {
  readonly row: MatrixRow;
  readonly digits: number;
  readonly isBold: boolean;
}) {
  if (group === null || group.mean === null) return <NumberText value={NOT_AVAILABLE} />;
  const spread = group.sd === null ? 'one seed' : `± ${formatNumber(group.sd, digits)}`;
  return <NumberText value={formatNumber(group.mean, digits)} detail={spread} best={isBold} />;
}

function PairCells({
  row: { comparison },
  digits,
  axis,
}: {
  readonly row: MatrixRow;
  readonly digits: number;
  readonly axis: DifferenceAxis;
}) {
  if (comparison === null) {
    return (
      <>
        <td className="text-3">reference</td>
        <td colSpan={6} />
      </>
    );
  }
  const pair = `${comparison.aLabel} − ${comparison.bLabel}`;
  const p = canClaim(comparison) ? 'right number' : 'right number text-3';
  return (
    <>
      <td>
        <span className="ellipsis compare-pair" title={pair}>
          {pair}
        </span>
      </td>
      <td className="compare-axis">
        <DifferenceMark comparison={comparison} axis={axis} />
      </td>
      <td className="right number">{formatDifference(comparison.difference, digits)}</td>
      <td className={p}>{pText(comparison.pT)}</td>
      <td className={p}>{pText(comparison.pHolm)}</td>
      <td className="right number">{formatNumber(comparison.effect, 2)}</td>
      <td title={comparison.refusal?.message}>
        <VerdictText comparison={comparison} />
      </td>
    </>
  );
}
