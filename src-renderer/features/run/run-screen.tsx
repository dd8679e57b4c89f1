import { useState } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { useRequest } from '../../lib/query';
import { Fault } from '../../ui/error-card';
import { Pane } from '../../ui/pane';
import { Skeleton } from '../../ui/skeleton';
import { CheckpointsView } from './checkpoints-view';
import { ConfigurationView } from './configuration-view';
import { EnvironmentView } from './environment-view';
import { LogView } from './log-view';
import { mainMetric } from './main-metric';
import { isPipelineRun } from './pipeline-steps';
import { GradientChart, LossChart, MetricChart, RateChart, wantedSeries } from './run-charts';
import { RunFigures, RunHeader, runTitle } from './run-header';
import { RunInspector } from './run-inspector';
import { RunSideList, type RunView } from './run-side-list';
import { StepsView } from './steps-view';
import { useRunLog, type RunLog } from './use-run-log';
import { pointsOf, useRunSeries, type RunSeries } from './use-run-series';
import './run.css';

const LINES_BESIDE_CHARTS = 200;
const LINES_ALONE = 2_000;

/** One run, live. Everything on it comes from requests and topics: a reload of the window loses nothing. */
export function RunScreen({ runId }: { readonly runId: string }) {
  const { data, error } = useRequest('runs:get', { runId });
  if (error !== null) {
    return <Fault error={error} />;
  }
  if (data === undefined) return <Skeleton rows={10} label="Reading the run" />;
  return <OpenRun key={runId} detail={data} />;
}

function OpenRun({ detail }: { readonly detail: RunDetail }) {
  const { summary } = detail;
  const [chosen, setView] = useState<RunView | null>(null);
  // The steps are the run of a pipeline; curves are those of one of them.
  const view = chosen ?? (isPipelineRun(detail) ? 'steps' : 'charts');
  const metric = mainMetric(summary);
  const series = useRunSeries(summary.runId, wantedSeries(metric), detail.attempts.length);
  const log = useRunLog(summary.runId);
  return (
    <Pane label={runTitle(summary)}>
      <RunSideList detail={detail} view={view} onViewChange={setView} />
      <RunHeader detail={detail} />
      <RunFigures
        detail={detail}
        trainLoss={lastOf(series, 'train', 'loss')}
        holdoutLoss={lastOf(series, 'holdout', 'loss')}
        newest={{ validation: lastOf(series, 'validation', metric), holdout: lastOf(series, 'holdout', metric) }}
      />
      <div className="run-body">
        <View view={view} detail={detail} series={series} log={log} />
      </div>
      <RunInspector detail={detail} />
    </Pane>
  );
}

function View({
  view,
  detail,
  series,
  log,
}: {
  readonly view: RunView;
  readonly detail: RunDetail;
  readonly series: RunSeries;
  readonly log: RunLog;
}) {
  const isLive = detail.summary.status === 'running';
  switch (view) {
    case 'steps':
      return <StepsView detail={detail} log={log} />;
    case 'charts':
      return (
        <div className="run-charts">
          <LossChart detail={detail} series={series} />
          <MetricChart detail={detail} series={series} />
          <div className="run-charts-low">
            <GradientChart detail={detail} series={series} />
            <RateChart detail={detail} series={series} />
          </div>
          <LogView log={log} limit={LINES_BESIDE_CHARTS} isLive={isLive} />
        </div>
      );
    case 'log':
      return <LogView log={log} limit={LINES_ALONE} isLive={isLive} />;
    case 'checkpoints':
      return <CheckpointsView detail={detail} />;
    case 'configuration':
      return <ConfigurationView detail={detail} />;
    case 'environment':
      return <EnvironmentView detail={detail} />;
  }
}

function lastOf(series: RunSeries, split: 'train' | 'holdout' | 'validation', metric: string): number | null {
  return pointsOf(series, { split, metric }).y.at(-1) ?? null;
}
