import { useCallback, useMemo, useRef, useState } from 'react';
import { useSearch } from 'wouter';
import { metricDescriptor } from '#contract/metrics';
import type { RunSummary } from '#contract/runs';
import { useCommand } from '../../lib/commands';
import { formatAmount, formatNumber } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { notifyError } from '../../lib/notices';
import { useRequest } from '../../lib/query';
import { useCopyTable } from '../../lib/use-copy-table';
import { Button } from '../../ui/button';
import { CopyAs } from '../../ui/copy-as';
import { EmptyState } from '../../ui/empty-state';
import { Pane, PaneHeader } from '../../ui/pane';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import type { DataSort } from '../../ui/table/data-column';
import { DataTable } from '../../ui/table/data-table';
import { tableTextOf } from '../../ui/table/table-rows';
import type { ShownRow } from '../../ui/table/use-data-table';
import { ColumnChooser } from './column-chooser';
import { intervalAxis } from './interval-mark';
import { choiceId, mainChoice, metricChoices, valueOf } from './metric-choice';
import { QueryField } from './query-field';
import { runColumns } from './run-columns';
import { filterRuns, NO_FILTER } from './run-filter';
import { baselineRows, groupRowKey, groupRows, runRows, type RunsTableRow } from './run-rows';
import { RunsSideList } from './runs-side-list';
import { restoreRuns, trashRuns } from './trash-runs';
import './runs.css';

type Grouping = 'nothing' | 'seed';
const NO_KEYS: ReadonlySet<string> = new Set();
const NO_RUNS: readonly RunSummary[] = [];
const OTHER_METRICS = 3;

const subRowsOf = (row: RunsTableRow): readonly RunsTableRow[] | undefined =>
  row.kind === 'group' ? row.runs : undefined;
const keyOf = (row: RunsTableRow): string => row.key;

const isSelectable = (row: RunsTableRow): boolean => row.kind !== 'baseline';

/** All runs: filtered by a query, sorted, grouped over seeds, beside their baselines. */
export function RunsScreen() {
  const linked = new URLSearchParams(useSearch()).get('query') ?? '';
  const [query, setQuery] = useState(linked);
  const [lastLinked, setLastLinked] = useState(linked);
  if (lastLinked !== linked) {
    setLastLinked(linked);
    setQuery(linked);
  }
  const { data, error } = useRequest('runs:list', { query, includeTrash: true }, { keepPrevious: true });
  // A query that cannot be read leaves the last answer on the screen.
  const lastAnswer = useRef(data);
  if (data !== undefined) lastAnswer.current = data;
  const answer = data ?? lastAnswer.current;
  const all = answer?.rows ?? NO_RUNS;

  const [filter, setFilter] = useState(NO_FILTER);
  const [grouping, setGrouping] = useState<Grouping>('seed');
  const [chosen, setChosen] = useState<string | null>(null);
  const [sort, setSort] = useState<DataSort | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(NO_KEYS);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(NO_KEYS);
  const [selection, setSelection] = useState<ReadonlySet<string>>(NO_KEYS);
  const [activeKey, setActiveKey] = useState<string | null>(null);

  const runs = useMemo(() => filterRuns(all, filter), [all, filter]);
  const choices = useMemo(() => metricChoices(runs), [runs]);
  const choice = choices.find((option) => choiceId(option) === chosen) ?? mainChoice(runs);
  const table = useMemo(() => {
    const groups = grouping === 'seed' ? groupRows(runs, choice) : [];
    const pinned = baselineRows(runs);
    const baselineValues = choice === null ? [] : pinned.flatMap(({ metrics }) => valueOf(metrics, choice) ?? []);
    const axis = intervalAxis(
      groups.flatMap(({ statistics }) => statistics ?? []),
      baselineValues,
    );
    const others = choices
      .filter(
        (option) =>
          choice !== null &&
          option.split === choice.split &&
          option.metric !== choice.metric &&
          option.metric !== 'loss',
      )
      .slice(0, OTHER_METRICS);
    return {
      rows: grouping === 'seed' ? groups : runRows(runs),
      pinned,
      axis,
      baseline: baselineValues[0] ?? null,
      columns: runColumns({
        isGrouped: grouping === 'seed',
        choice,
        others,
        axis,
        baseline: baselineValues[0] ?? null,
      }),
      groupCount: groups.length,
      hasBest: groups.some(({ isBest }) => isBest),
    };
    // `choice` is found anew on each drawing; its id says whether it is another one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [runs, grouping, choices, choice === null ? null : choiceId(choice)]);

  const shown = useRef<readonly ShownRow<RunsTableRow>[]>([]);
  const keepShown = useCallback((rows: readonly ShownRow<RunsTableRow>[]) => {
    shown.current = rows;
  }, []);
  const copyItems = useCopyTable(() => {
    const columns = table.columns.filter(({ id }) => !hidden.has(id) && id !== 'sparkline');
    return tableTextOf(columns, [...table.pinned, ...shown.current.map(({ row }) => row)]);
  });

  const selected = useMemo(
    () =>
      runs
        .filter(({ runId, groupKey }) => selection.has(runId) || selection.has(groupRowKey(groupKey)))
        .map(({ runId }) => runId),
    [runs, selection],
  );
  const [lastTrashed, setLastTrashed] = useState<readonly string[]>([]);
  const trash = () => {
    setLastTrashed(selected);
    setSelection(NO_KEYS);
    void trashRuns(selected).catch(notifyError);
  };
  const restore = (runIds: readonly string[]) => {
    setLastTrashed([]);
    setSelection(NO_KEYS);
    void restoreRuns(runIds).catch(notifyError);
  };
  useCommand('run.trash', trash, {
    enabled: selected.length > 0 && !filter.isTrash,
    target: formatAmount(selected.length, 'run'),
  });
  useCommand('run.undo-trash', () => restore(lastTrashed), { enabled: lastTrashed.length > 0 });

  // Without a choice of rows the query itself is compared, so that runs that come later belong to it.
  const comparedQuery = selected.length === 0 && query !== '' && error === null && runs.length > 0 ? query : null;
  const compare = () => goTo(comparedQuery === null ? PATHS.compareRuns(selected) : PATHS.compareQuery(comparedQuery));
  const canCompare = !filter.isTrash && (selected.length > 0 || comparedQuery !== null);
  const comparedText =
    comparedQuery === null ? `Compare ${selected.length}` : `Compare ${formatAmount(runs.length, 'run')}`;
  useCommand('run.compare', compare, {
    enabled: canCompare,
    target: comparedQuery ?? formatAmount(selected.length, 'run'),
  });

  const open = (row: RunsTableRow) => {
    if (row.kind === 'run') goTo(PATHS.run(row.key));
    else if (row.kind === 'group') setExpanded((before) => toggle(before, row.key));
  };

  return (
    <Pane label="Runs">
      <RunsSideList
        runs={all}
        filter={filter}
        onFilterChange={(next) => {
          setFilter(next);
          setSelection(NO_KEYS);
        }}
      />
      <PaneHeader
        title={filter.isTrash ? 'Trash' : (filter.family ?? 'All runs')}
        detail={
          answer === undefined
            ? ''
            : grouping === 'seed'
              ? `${formatAmount(runs.length, 'run')} in ${formatAmount(table.groupCount, 'group')}`
              : formatAmount(runs.length, 'run')
        }
      >
        {choice !== null && (
          <Select
            label="Metric"
            value={choiceId(choice)}
            onValueChange={setChosen}
            options={choices.map((option) => ({
              value: choiceId(option),
              label: metricDescriptor(option.metric).label,
              detail: option.split,
            }))}
          />
        )}
        <span className="text-3 text-sm">Group by</span>
        <Segmented<Grouping>
          label="Group by"
          value={grouping}
          onValueChange={setGrouping}
          options={[
            { value: 'nothing', label: 'nothing' },
            { value: 'seed', label: 'all but seed' },
          ]}
        />
        <ColumnChooser columns={table.columns} hidden={hidden} onHiddenChange={setHidden} />
        <CopyAs label="Copy the table" items={copyItems} />
        {canCompare && (
          <Button icon="compare" onClick={compare}>
            {comparedText}
          </Button>
        )}
        {selected.length > 0 &&
          (filter.isTrash ? (
            <Button icon="undo" onClick={() => restore(selected)}>{`Restore ${selected.length}`}</Button>
          ) : (
            <Button icon="trash" onClick={trash}>{`Trash ${selected.length}`}</Button>
          ))}
      </PaneHeader>
      <QueryField
        query={query}
        onQueryChange={setQuery}
        error={error}
        elapsedMs={error === null ? (answer?.elapsedMs ?? null) : null}
      />
      <div className="runs-table" data-stale={error !== null || undefined}>
        <DataTable<RunsTableRow>
          label="Runs"
          columns={table.columns}
          rows={table.rows}
          rowKey={keyOf}
          subRows={subRowsOf}
          pinned={table.pinned}
          sort={sort}
          onSortChange={setSort}
          hiddenColumns={hidden}
          expanded={expanded}
          onExpandedChange={setExpanded}
          selection={selection}
          onSelectionChange={setSelection}
          isSelectable={isSelectable}
          activeKey={activeKey}
          onActiveChange={setActiveKey}
          onOpen={open}
          onRowsShown={keepShown}
          placeholder={
            answer === undefined ? (
              error === null && <Skeleton rows={8} label="Reading the runs" />
            ) : runs.length === 0 ? (
              <NoRuns
                isFiltered={all.length > 0 || query !== ''}
                onShowAll={() => {
                  setFilter(NO_FILTER);
                  setQuery('');
                }}
              />
            ) : null
          }
        />
      </div>
      <footer className="runs-foot">
        {table.hasBest && (
          <span>
            <b>Bold</b> best mean, groups of 3 seeds or more
          </span>
        )}
        {grouping === 'seed' && <span>± standard deviation over seeds, n − 1</span>}
        {grouping === 'seed' && table.axis !== null && choice !== null && (
          <span>
            Interval axis {formatNumber(table.axis[0], 3)} to {formatNumber(table.axis[1], 3)}
          </span>
        )}
        {grouping === 'seed' && table.baseline !== null && choice !== null && table.pinned[0] !== undefined && (
          <span>
            <span className="runs-foot-dots" aria-hidden="true" /> {table.pinned[0].name.toLowerCase()}{' '}
            {formatNumber(table.baseline, metricDescriptor(choice.metric).digits)}
          </span>
        )}
      </footer>
    </Pane>
  );
}

function toggle(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

function NoRuns({ isFiltered, onShowAll }: { readonly isFiltered: boolean; readonly onShowAll: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState icon="filter" title="No run fits" action={<Button onClick={onShowAll}>Show all runs</Button>}>
        The query and the choice in the side list leave no run over.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="runs"
      title="No runs yet"
      action={
        <Button variant="primary" icon="flask" onClick={() => goTo(PATHS.experiments)}>
          Open an experiment
        </Button>
      }
    >
      A run appears here when it starts, with its curve. Start one from an experiment.
    </EmptyState>
  );
}
