import { useMemo, useState } from 'react';
import { metricDescriptor } from '#contract/metrics';
import type { StudyDetail, Trial } from '#contract/sweeps';
import { Link } from 'wouter';
import { formatNumber } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { Icon } from '../../ui/icon';
import { Pane } from '../../ui/pane';
import type { DataSort } from '../../ui/table/data-column';
import { DataTable } from '../../ui/table/data-table';
import { Tabs } from '../../ui/tabs';
import { BaselineTable } from './baseline-table';
import { ObjectiveChart } from './objective-chart';
import { isWithinBrushes, parallelAxes, type Brushes } from './parallel-axes';
import { ParallelCoordinates } from './parallel-coordinates';
import { prunedTrials } from './pruned-trials';
import { PrunedCurves } from './pruned-curves';
import { SlicePlots } from './slice-plots';
import { StopMessage } from './stop-message';
import { StudyFigures } from './study-figures';
import { StudyHeader } from './study-header';
import { StudyInspector } from './study-inspector';
import { isRequeueable, trialColumns } from './trial-columns';
import { useStudyActions } from './use-study-actions';

type View = 'overview' | 'slices' | 'curves';

const NONE: ReadonlySet<string> = new Set();
const NEWEST_FIRST: DataSort = { columnId: 'number', descending: true };
const FIRST_FIRST: DataSort = { columnId: 'number', descending: false };
const keyOf = ({ number }: Trial): string => String(number);

/** One study: figures, charts, trials; ranges drawn on the parallel coordinates filter the table. */
export function StudyView({ detail, receivedAt }: { readonly detail: StudyDetail; readonly receivedAt: number }) {
  const { summary, trials, parameters, sweep, curves } = detail;
  const { objective, studyId } = summary;
  const [view, setView] = useState<View>('overview');
  const [brushes, setBrushes] = useState<Brushes>({});
  // A grid is read from its first cell; of other samplers the newest trial is what is looked for.
  const [sort, setSort] = useState<DataSort | null>(sweep.sampler.kind === 'grid' ? FIRST_FIRST : NEWEST_FIRST);
  const [selection, setSelection] = useState<ReadonlySet<string>>(NONE);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const actions = useStudyActions(studyId);

  const { label, digits } = metricDescriptor(objective.metric);
  const axes = useMemo(
    () => parallelAxes({ parameters, trials, summary }, label, (value) => formatNumber(value, digits)),
    [parameters, trials, summary, label, digits],
  );
  const rows = useMemo(() => trials.filter((trial) => isWithinBrushes(trial, axes, brushes)), [trials, axes, brushes]);
  const { requeue } = actions;
  const columns = useMemo(
    () => trialColumns({ parameters, summary, sweep, curves }, (number) => requeue([number])),
    [parameters, summary, sweep, curves, requeue],
  );
  const selected = trials.find((trial) => keyOf(trial) === activeKey) ?? null;
  const chosen = trials.filter((trial) => selection.has(keyOf(trial)) && isRequeueable(trial));
  const select = (number: number) => setActiveKey(String(number));
  const onRequeue = (numbers: readonly number[]) => {
    setSelection(NONE);
    requeue(numbers);
  };
  const shared = { detail, selected: selected?.number ?? null, onSelect: select };

  return (
    <Pane label={summary.name} className="sweep-study">
      <StudyHeader
        detail={detail}
        chosen={chosen.map(({ number }) => number)}
        actions={{ ...actions, requeue: onRequeue }}
        columns={columns}
        rows={rows}
      />
      <StudyFigures detail={detail} receivedAt={receivedAt} />
      <StopMessage detail={detail} />
      <Tabs<View>
        label="Charts of the sweep"
        value={view}
        onValueChange={setView}
        tabs={[
          {
            value: 'overview',
            label: 'Overview',
            content: (
              <>
                <div className="sweep-parallel">
                  <ParallelCoordinates {...shared} axes={axes} brushes={brushes} onBrushesChange={setBrushes} />
                </div>
                <div className="sweep-lower">
                  <ObjectiveChart {...shared} />
                  <BaselineTable detail={detail} />
                </div>
              </>
            ),
          },
          { value: 'slices', label: 'Slices', content: <SlicePlots {...shared} /> },
          {
            value: 'curves',
            label: 'Pruned curves',
            count: String(prunedTrials(curves).length),
            content: <PrunedCurves {...shared} />,
          },
        ]}
      />
      <div className="sweep-table">
        <DataTable<Trial>
          label="Trials"
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          sort={sort}
          onSortChange={setSort}
          hiddenColumns={NONE}
          expanded={NONE}
          selection={selection}
          onSelectionChange={setSelection}
          isSelectable={isRequeueable}
          activeKey={activeKey}
          onActiveChange={setActiveKey}
          onOpen={({ runId }) => {
            if (runId !== null) goTo(PATHS.run(runId));
          }}
          placeholder={
            rows.length === 0 && (
              <p className="sweep-none text-3 text-sm">
                {trials.length === 0
                  ? 'No trial has been chosen yet.'
                  : 'No trial lies inside the ranges drawn above. Clear them to see all trials.'}
              </p>
            )
          }
        />
      </div>
      <footer className="sweep-foot">
        <span>
          {rows.length === trials.length
            ? `${trials.length} rows`
            : `${rows.length} of ${trials.length} rows, by the ranges`}
        </span>
        <span>
          <b>Bold</b> best trial
        </span>
        <span>Enter opens the run</span>
        <span className="grow" />
        <Link href={PATHS.runsWithQuery(`study = "${summary.studyId}"`)} className="sweep-link">
          <Icon name="link" size={12} /> Runs of this sweep
        </Link>
      </footer>
      <StudyInspector
        detail={detail}
        selected={selected}
        onRequeue={(number) => onRequeue([number])}
        onClose={() => setActiveKey(null)}
      />
    </Pane>
  );
}
