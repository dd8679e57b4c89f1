import { useMemo, useState } from 'react';
import { useSearch } from 'wouter';
import type { CheckpointChoice, ComparisonRequest, ComparisonTable, SecondOpinion } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import type { RunSummary } from '#contract/runs';
import { formatAmount } from '../../lib/format';
import { goTo, PATHS, replaceWith } from '../../lib/navigation';
import { useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCardOf } from '../../ui/error-card';
import { Pane, PaneHeader } from '../../ui/pane';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { AblationsView } from './ablations-view';
import { ChooseRuns } from './choose-runs';
import {
  readCompareChoice,
  requestOf,
  writeCompareChoice,
  type CompareChoice,
  type CompareView,
} from './compare-choice';
import { ConfigurationView } from './configuration-view';
import { ConfusionView } from './confusion-view';
import { CurvesChart } from './curves-chart';
import { pinnedBaselines } from './group-marks';
import { GroupsTable } from './groups-table';
import { PairPanels } from './pair-panels';
import { ReportMenu } from './report-menu';
import { familyChoices } from './run-choice';
import { SlicesView } from './slices-view';
import { pairKey, TestsTable } from './tests-table';
import { UntrainedPanel } from './untrained-panel';
import './compare.css';

const NO_RUNS: readonly RunSummary[] = [];

/** Any runs side by side over seeds: what was measured, what differs, and what may be claimed. */
export function CompareScreen() {
  const search = useSearch();
  const choice = useMemo(() => readCompareChoice(search), [search]);
  const change = (part: Partial<CompareChoice>) =>
    replaceWith(PATHS.compareWith(writeCompareChoice({ ...choice, ...part })));
  const request = useMemo(() => requestOf(choice), [choice]);
  const runs = useRequest('runs:list', { query: '', includeTrash: false }).data?.rows ?? NO_RUNS;
  const table = useRequest('compare:table', request ?? {}, { enabled: request !== null, keepPrevious: true });
  const [opinions, setOpinions] = useState<Opinions>({ of: null, list: [] });
  // Opinions belong to one request: another metric or baseline has its own.
  const own = opinions.of === request ? opinions.list : NO_OPINIONS;
  const answer = request === null || table.error !== null ? null : (table.data ?? null);
  return (
    <Pane label="Compare" className="compare">
      <PaneHeader title="Compare" {...(answer === null ? {} : { detail: tableDetail(answer) })}>
        {answer !== null && <Choosers table={answer} choice={choice} onChange={change} />}
        <ReportMenu request={answer === null ? null : request} opinions={own} />
      </PaneHeader>
      <ChooseRuns
        all={runs}
        runs={choice.runs}
        query={choice.query}
        onRunsChange={(next) => change({ runs: next, against: null })}
        onQueryChange={(query) => change({ query, against: null })}
      />
      <Views
        choice={choice}
        request={request}
        table={answer}
        error={request === null ? null : table.error}
        runs={runs}
        opinions={own}
        onOpinion={(opinion) => setOpinions({ of: request, list: [...own, opinion] })}
        onChange={change}
      />
    </Pane>
  );
}

interface Opinions {
  readonly of: ComparisonRequest | null;
  readonly list: readonly SecondOpinion[];
}
const NO_OPINIONS: readonly SecondOpinion[] = [];

const tableDetail = ({ groups, split }: ComparisonTable): string =>
  `${formatAmount(
    groups.reduce((sum, { n }) => sum + n, 0),
    'run',
  )} in ${formatAmount(groups.length, 'group')}, ${split} part`;

interface ChangeProps {
  readonly choice: CompareChoice;
  readonly onChange: (part: Partial<CompareChoice>) => void;
}

function Choosers({ table, choice, onChange }: ChangeProps & { readonly table: ComparisonTable }) {
  const baseline = table.groups.find(({ isBaseline }) => isBaseline);
  return (
    <>
      <Select
        label="Metric"
        value={`${table.split}.${table.metric}`}
        options={table.availableMetrics.map((id) => {
          const dot = id.indexOf('.');
          return { value: id, label: metricDescriptor(id.slice(dot + 1)).label, detail: id.slice(0, dot) };
        })}
        onValueChange={(metric) => onChange({ metric })}
      />
      <Segmented<CheckpointChoice>
        label="Value of a run"
        value={choice.checkpoint}
        onValueChange={(checkpoint) => onChange({ checkpoint })}
        options={[
          { value: 'shipped', label: 'shipped' },
          { value: 'best', label: 'best' },
          { value: 'last', label: 'last' },
        ]}
      />
      {baseline !== undefined && (
        <Select
          label="Against"
          value={baseline.key}
          options={table.groups.map(({ key, label }) => ({ value: key, label }))}
          onValueChange={(against) => onChange({ against })}
        />
      )}
    </>
  );
}

interface ViewsProps extends ChangeProps {
  readonly request: ComparisonRequest | null;
  readonly table: ComparisonTable | null;
  readonly error: Error | null;
  readonly runs: readonly RunSummary[];
  readonly opinions: readonly SecondOpinion[];
  readonly onOpinion: (opinion: SecondOpinion) => void;
}

function Views(props: ViewsProps) {
  const { choice, request, table, error, runs, onChange } = props;
  const whenReady = (
    draw: (ready: { readonly request: ComparisonRequest; readonly table: ComparisonTable }) => React.ReactNode,
  ) => {
    if (request === null) return <NothingChosen runs={runs} onChange={onChange} />;
    if (error !== null) return <Refused error={error} choice={choice} onChange={onChange} />;
    if (table === null) return <Skeleton rows={8} label="Comparing" />;
    return draw({ request, table });
  };
  return (
    <Tabs<CompareView>
      label="Views of the comparison"
      value={choice.view}
      onValueChange={(view) => onChange({ view })}
      tabs={[
        {
          value: 'tests',
          label: 'Metrics and tests',
          content: whenReady((ready) => <TestsView {...props} {...ready} />),
        },
        {
          value: 'curves',
          label: 'Curves',
          content: whenReady((ready) => (
            <div className="compare-curves">
              <CurvesChart request={ready.request} metric={ready.table.metric} />
            </div>
          )),
        },
        {
          value: 'configuration',
          label: 'Configuration difference',
          content: whenReady((ready) => <ConfigurationView request={ready.request} />),
        },
        { value: 'slices', label: 'Slices', content: whenReady((ready) => <SlicesView request={ready.request} />) },
        {
          value: 'confusion',
          label: 'Confusion, side by side',
          content: whenReady((ready) => <ConfusionView request={ready.request} />),
        },
        {
          value: 'ablations',
          label: 'Ablation matrix',
          content: <AblationsView ladder={choice.ladder} onLadderChange={(ladder) => onChange({ ladder })} />,
        },
      ]}
    />
  );
}

function TestsView({
  request,
  table,
  runs,
  opinions,
  onOpinion,
  onChange,
}: ViewsProps & { readonly request: ComparisonRequest; readonly table: ComparisonTable }) {
  const [selected, setSelected] = useState<string | null>(null);
  const comparison = table.comparisons.find((pair) => pairKey(pair) === selected) ?? table.comparisons[0] ?? null;
  const compared = useMemo(() => {
    const ids = new Set(table.groups.flatMap(({ values }) => values.map(({ runId }) => runId)));
    return runs.filter(({ runId }) => ids.has(runId));
  }, [table, runs]);
  return (
    <div className="compare-scroll" role="region" aria-label="Metrics and tests" tabIndex={0}>
      <GroupsTable
        table={table}
        baselines={pinnedBaselines(compared, table.split)}
        onCompareWith={(against) => onChange({ against })}
      />
      <p className="compare-foot">
        <b>Bold</b> best mean, groups of 3 seeds or more. * better after correction. ± standard deviation over seeds, n
        − 1.
        {table.notes.map((note) => ` ${note}`)}
      </p>
      {table.comparisons.length === 0 ? (
        <p className="compare-foot">One group has nothing to be compared with: choose another one.</p>
      ) : (
        <>
          <TestsTable
            table={table}
            selected={comparison === null ? null : pairKey(comparison)}
            onSelect={setSelected}
            onShareSeeds={() => onChange({ seeds: 'shared' })}
          />
          <p className="compare-foot">
            Square: mean difference. Bar: 95 % interval. Dots: seeds. Hollow: too few seeds to claim anything. Only p
            after Holm counts; a high p never means “remove it”.
            {request.seeds === 'shared' && (
              <button type="button" className="compare-link" onClick={() => onChange({ seeds: 'equal' })}>
                Pairs are made over shared seeds: ask for equal seeds again
              </button>
            )}
          </p>
        </>
      )}
      <div className="compare-panels">
        {comparison !== null && (
          <PairPanels
            table={table}
            comparison={comparison}
            request={request}
            opinion={opinions.find(({ a, b }) => a === comparison.a && b === comparison.b) ?? null}
            onOpinion={onOpinion}
          />
        )}
        <UntrainedPanel table={table} request={request} opinions={opinions} onOpinion={onOpinion} />
        <div className="compare-panel compare-panel-chart">
          <CurvesChart request={request} metric={table.metric} />
        </div>
      </div>
    </div>
  );
}

function Refused({ error, choice, onChange }: ChangeProps & { readonly error: Error }) {
  return (
    <div className="fault-pane">
      <ErrorCardOf
        error={error}
        actions={
          <>
            {choice.metric !== null && (
              <Button size="small" onClick={() => onChange({ metric: null })}>
                Use the main metric
              </Button>
            )}
            {choice.checkpoint !== 'shipped' && (
              <Button size="small" onClick={() => onChange({ checkpoint: 'shipped' })}>
                Use the shipped checkpoints
              </Button>
            )}
            {choice.against !== null && (
              <Button size="small" onClick={() => onChange({ against: null })}>
                Compare against the oldest group
              </Button>
            )}
            <Button size="small" onClick={() => goTo(PATHS.runs)}>
              Choose other runs
            </Button>
          </>
        }
      />
    </div>
  );
}

function NothingChosen({
  runs,
  onChange,
}: {
  readonly runs: readonly RunSummary[];
  readonly onChange: ChangeProps['onChange'];
}) {
  const families = familyChoices(runs);
  if (families.length === 0) {
    return (
      <EmptyState
        icon="compare"
        title="Nothing to compare yet"
        action={
          <Button variant="primary" icon="flask" onClick={() => goTo(PATHS.experiments)}>
            Open an experiment
          </Button>
        }
      >
        Groups of finished runs stand here side by side. No run of this workspace has finished.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="compare"
      title="No runs chosen"
      action={families.map(({ family, runs: count, query }, index) => (
        <Button
          key={family}
          icon="compare"
          variant={index === 0 ? 'primary' : 'secondary'}
          onClick={() => onChange({ query })}
        >{`Compare ${formatAmount(count, 'finished run')} of ${family}`}</Button>
      ))}
    >
      Tick groups above, write a query, or choose rows of the runs table and press Compare there.
    </EmptyState>
  );
}
