import { metricDescriptor } from '#contract/metrics';
import type { RunSummary } from '#contract/runs';
import {
  formatAmount,
  formatCount,
  formatDuration,
  formatMeanAndSpread,
  formatNumber,
  formatPercent,
  formatWhen,
  NOT_AVAILABLE,
} from '../../lib/format';
import { Chip } from '../../ui/chip';
import { NumberText } from '../../ui/number';
import { Sparkline } from '../../ui/chart/sparkline';
import { StatusBadge, StatusIcon, STATUS_LOOKS } from '../../ui/status-badge';
import type { DataColumn } from '../../ui/table/data-column';
import { groupStatus } from './group-status';
import { IntervalMark, type IntervalAxis } from './interval-mark';
import { choiceId, valueOf, type MetricChoice } from './metric-choice';
import type { RunsTableRow } from './run-rows';

export interface ColumnContext {
  readonly isGrouped: boolean;
  readonly choice: MetricChoice | null;
  /** Further metrics of the same part, each a column. */
  readonly others: readonly MetricChoice[];
  readonly axis: IntervalAxis | null;
  /** Value of the first baseline, marked on every interval. */
  readonly baseline: number | null;
}

type Column = DataColumn<RunsTableRow>;

const SPLIT_WORDS = { validation: 'Validation', holdout: 'Holdout', test: 'Test' } as const;

/** @returns the columns of the table, in order */
export function runColumns({ isGrouped, choice, others, axis, baseline }: ColumnContext): readonly Column[] {
  const group = choice === null ? '' : `${SPLIT_WORDS[choice.split]}, at the checkpoint that ships`;
  return [
    NAME,
    ...(isGrouped ? [] : [SEED]),
    STATUS,
    ...(isGrouped ? [SEEDS] : []),
    ...(choice === null ? [] : [mainMetric(choice, group)]),
    ...(choice === null || !isGrouped || axis === null
      ? []
      : [interval(choice, group, axis, baseline), worst(choice, group)]),
    ...others.slice(0, 1).map((other) => metricColumn(other, group)),
    SPARKLINE,
    TIME,
    // What follows lies to the right of a window of 1440.
    CREATED,
    EPOCHS,
    ...others.slice(1).map((other) => metricColumn(other)),
    BEST,
  ];
}

const NAME: Column = {
  id: 'name',
  title: 'Configuration',
  align: 'left',

  width: 220,
  grows: true,
  text: (row) =>
    row.kind === 'run'
      ? runTitle(row.run, row.isInGroup)
      : row.kind === 'group' && row.difference !== ''
        ? `${row.name} ${row.difference}`
        : row.name,
  sortValue: (row) => (row.kind === 'run' ? (row.isInGroup ? row.run.seed : row.run.name) : row.name),
  cell: (row) => {
    if (row.kind === 'baseline') return <span className="text-2 ellipsis">{row.name}</span>;
    if (row.kind === 'group') {
      return (
        <span className="ellipsis">
          <span className="medium">{row.name}</span> <span className="text-3">{row.difference}</span>
        </span>
      );
    }
    return (
      <span className="ellipsis">
        <span className={row.isInGroup ? undefined : 'medium'}>
          {row.isInGroup ? `seed ${row.run.seed}` : row.run.name}
        </span>{' '}
        <span className="mono text-3 text-xs">{row.run.runId}</span>
      </span>
    );
  },
};

const runTitle = (run: RunSummary, isInGroup: boolean): string =>
  `${isInGroup ? `seed ${run.seed}` : run.name} ${run.runId}`;

const SEED: Column = {
  id: 'seed',
  title: 'Seed',
  align: 'right',
  width: 64,
  text: (row) => (row.kind === 'run' ? String(row.run.seed) : ''),
  sortValue: (row) => (row.kind === 'run' ? row.run.seed : null),
};

const STATUS: Column = {
  id: 'status',
  title: 'Status',
  align: 'left',

  width: 166,
  text: (row) => {
    if (row.kind === 'baseline') return 'exact';
    if (row.kind === 'run') return statusText(row.run);
    const { status, count, others } = groupStatus(row.runs.map(({ run }) => run));
    return `${count} ${STATUS_LOOKS[status].word.toLowerCase()}${others === 0 ? '' : `, ${others} other`}`;
  },
  sortValue: (row) => (row.kind === 'baseline' ? null : STATUS.text(row)),
  cell: (row) => {
    if (row.kind === 'baseline') return <Chip tone="outline">exact, no training</Chip>;
    if (row.kind === 'run') return <StatusBadge status={row.run.status} detail={runningShare(row.run)} />;
    const { status, count, others } = groupStatus(row.runs.map(({ run }) => run));
    return (
      <span className={`row tone-${STATUS_LOOKS[status].tone}`}>
        <StatusIcon status={status} />
        <span className="ellipsis">
          {count} {STATUS_LOOKS[status].word.toLowerCase()}
          {others > 0 && <span className="text-3">, {others} other</span>}
        </span>
      </span>
    );
  },
};

function runningShare({ status, step, totalSteps }: RunSummary): string | undefined {
  return (status === 'running' || status === 'paused') && totalSteps > 0
    ? formatPercent(step / totalSteps, 0)
    : undefined;
}

function statusText(run: RunSummary): string {
  const share = runningShare(run);
  return share === undefined ? STATUS_LOOKS[run.status].word : `${STATUS_LOOKS[run.status].word}, ${share}`;
}

const SEEDS: Column = {
  id: 'n',
  title: 'n',
  align: 'right',
  width: 60,
  text: (row) => {
    if (row.kind !== 'group') return '';
    const known = row.statistics?.n ?? 0;
    return known === row.runs.length ? String(known) : `${known} of ${row.runs.length}`;
  },
  sortValue: (row) => (row.kind === 'group' ? row.runs.length : null),
};

function mainMetric(choice: MetricChoice, group: string): Column {
  const { label, unit, digits } = metricDescriptor(choice.metric);
  return {
    id: choiceId(choice),
    title: label,
    unit,
    group,
    align: 'right',

    width: 156,
    sortsDescendingFirst: metricDescriptor(choice.metric).direction === 'maximize',
    sortValue: (row) => metricValue(row, choice),
    text: (row) => {
      if (row.kind === 'group') {
        return row.statistics === null
          ? NOT_AVAILABLE
          : formatMeanAndSpread(row.statistics.mean, row.statistics.standardDeviation, digits);
      }
      return formatNumber(metricValue(row, choice), digits);
    },
    cell: (row) => {
      const value = formatNumber(metricValue(row, choice), digits);
      if (row.kind !== 'group' || row.statistics === null) {
        return (
          <NumberText
            value={value}
            {...(row.kind === 'baseline' && value !== NOT_AVAILABLE ? { detail: 'no spread' } : {})}
          />
        );
      }
      const { standardDeviation } = row.statistics;
      const spread = standardDeviation === null ? 'one seed' : `± ${formatNumber(standardDeviation, digits)}`;
      return <NumberText value={value} detail={spread} best={row.isBest} />;
    },
  };
}

const metricValue = (row: RunsTableRow, choice: MetricChoice): number | null => {
  if (row.kind === 'group') return row.statistics?.mean ?? null;
  return valueOf(row.kind === 'run' ? row.run.metrics : row.metrics, choice);
};

function interval(choice: MetricChoice, group: string, axis: IntervalAxis, baseline: number | null): Column {
  const { digits } = metricDescriptor(choice.metric);
  return {
    id: 'interval',
    title: '95 % interval',
    group,
    align: 'left',

    width: 116,
    text: (row) => {
      if (row.kind !== 'group' || row.statistics === null) return '';
      const { interval: bounds } = row.statistics;
      return bounds === null
        ? 'one seed, no interval'
        : `[${formatNumber(bounds[0], digits)}, ${formatNumber(bounds[1], digits)}]`;
    },
    cell: (row) => {
      const statistics = row.kind === 'group' ? row.statistics : pointOf(metricValue(row, choice));
      return statistics === null ? null : <IntervalMark statistics={statistics} axis={axis} baseline={baseline} />;
    },
  };
}

const pointOf = (mean: number | null) =>
  mean === null ? null : { n: 1, mean, standardDeviation: null, interval: null, min: mean, max: mean };

function worst(choice: MetricChoice, group: string): Column {
  const { digits } = metricDescriptor(choice.metric);
  return {
    id: 'worst',
    title: 'Worst',
    group,
    align: 'right',

    width: 72,
    text: (row) => (row.kind !== 'group' || row.worst === null ? '' : formatNumber(row.worst, digits)),
    sortValue: (row) => (row.kind === 'group' ? row.worst : null),
  };
}

/** Another metric: of a group the mean alone. */
function metricColumn(choice: MetricChoice, group?: string): Column {
  const { label, unit, digits } = metricDescriptor(choice.metric);
  const read = (row: RunsTableRow): number | null => {
    if (row.kind !== 'group') return metricValue(row, choice);
    const values = row.runs.flatMap(({ run }) => valueOf(run.metrics, choice) ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    id: choiceId(choice),
    title: label,
    unit,
    ...(group === undefined ? {} : { group }),
    align: 'right',

    width: 112,
    text: (row) => formatNumber(read(row), digits),
    sortValue: read,
  };
}

/** The value that picked the checkpoint, on the part that it was picked on. */
const BEST: Column = {
  id: 'best',
  title: 'Best, as picked',
  align: 'right',
  width: 112,
  text: (row) => {
    if (row.kind !== 'run') return '';
    const { best } = row.run;
    if (best === null) return NOT_AVAILABLE;
    return `${formatNumber(best.value, metricDescriptor(best.metric).digits)} (${best.split}.${best.metric}, epoch ${best.epoch})`;
  },
  sortValue: (row) => (row.kind === 'run' ? (row.run.best?.value ?? null) : null),
  cell: (row) => {
    if (row.kind !== 'run') return null;
    const { best } = row.run;
    if (best === null) return <NumberText value={NOT_AVAILABLE} />;
    return (
      <NumberText value={formatNumber(best.value, metricDescriptor(best.metric).digits)} detail={`e${best.epoch}`} />
    );
  },
};

const SPARKLINE: Column = {
  id: 'sparkline',
  title: 'By epoch',
  align: 'left',
  width: 92,
  text: (row) =>
    row.kind === 'run' && row.run.sparkline.length > 0
      ? `${formatAmount(row.run.sparkline.length, 'value')} by epoch`
      : '',
  cell: (row) => {
    const run = row.kind === 'run' ? row.run : row.kind === 'group' && row.runs.length === 1 ? row.runs[0]!.run : null;
    if (run === null || run.sparkline.length === 0) return null;
    return (
      <Sparkline
        values={run.sparkline}
        tone={run.status === 'running' ? 'run' : run.status === 'diverged' ? 'odd' : 'plain'}
        label={`Monitored metric over ${formatAmount(run.sparkline.length, 'epoch')}`}
      />
    );
  },
};

const EPOCHS: Column = {
  id: 'epochs',
  title: 'Epochs',
  align: 'right',
  width: 82,
  text: (row) => (row.kind === 'run' ? `${formatCount(row.run.epoch)} of ${formatCount(row.run.totalEpochs)}` : ''),
  sortValue: (row) => (row.kind === 'run' ? row.run.epoch : null),
};

const totalMs = (row: RunsTableRow): number | null =>
  row.kind === 'run'
    ? row.run.durationMs
    : row.kind === 'group'
      ? row.runs.reduce((sum, { run }) => sum + run.durationMs, 0)
      : null;

const TIME: Column = {
  id: 'time',
  title: 'Time',
  align: 'right',
  width: 76,
  text: (row) => (totalMs(row) === null ? '' : totalMs(row) === 0 ? NOT_AVAILABLE : formatDuration(totalMs(row))),
  sortValue: totalMs,
};

const createdAt = (row: RunsTableRow): number | null =>
  row.kind === 'run'
    ? row.run.createdAt
    : row.kind === 'group'
      ? Math.max(...row.runs.map(({ run }) => run.createdAt))
      : null;

const CREATED: Column = {
  id: 'created',
  title: 'Created',
  align: 'right',
  width: 106,
  sortsDescendingFirst: true,
  text: (row) => (createdAt(row) === null ? '' : formatWhen(createdAt(row))),
  sortValue: createdAt,
};
