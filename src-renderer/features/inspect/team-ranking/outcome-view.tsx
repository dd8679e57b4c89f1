import { useMemo, useState } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { predictionOutcomeSchema } from '#contract/snapshots/team-ranking';
import { formatAmount, formatDifference, formatNumber } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { ScatterChart } from '../../../ui/chart/scatter-chart';
import type { ScatterModel } from '../../../ui/chart/scatter-scene';
import { EmptyState } from '../../../ui/empty-state';
import { SideHead } from '../../../ui/pane';
import { Select } from '../../../ui/select';
import type { DataColumn } from '../../../ui/table/data-column';
import { FigureTable } from '../figure-table';
import { ReadSnapshot } from '../read-snapshot';
import { ViewHead } from '../view-head';
import { offBy, outcomeFigures, outcomeSeries, seasonKey, seasonKeys, type OutcomePoint } from './outcome-figures';
import type { RankFigures } from './rank-figures';
import './team-ranking.css';

const ALL = 'all';

/** Predicted rank against the true one, the final standings beside it. */
export function OutcomeView({ detail }: { readonly detail: RunDetail }) {
  const { runId, name, seed } = detail.summary;
  return (
    <ReadSnapshot runId={runId} name="prediction-outcome" schema={predictionOutcomeSchema} what="predictions">
      {({ points }) =>
        points.length === 0 ? (
          <EmptyState icon="target" title="No season was judged">
            The configuration names neither a validation season nor a test season.
          </EmptyState>
        ) : (
          <Outcomes points={points} fileTitle={`${name}, seed ${seed}`} />
        )
      }
    </ReadSnapshot>
  );
}

function Outcomes({ points, fileTitle }: { readonly points: readonly OutcomePoint[]; readonly fileTitle: string }) {
  const keys = useMemo(() => seasonKeys(points), [points]);
  const [chosen, setChosen] = useState<string>(keys.length === 1 ? keys[0]! : ALL);
  const shown = useMemo(
    () => (chosen === ALL ? points : points.filter((point) => seasonKey(point) === chosen)),
    [points, chosen],
  );
  const model = useMemo(() => outcomeModel(shown), [shown]);
  return (
    <div className="ranking">
      <ViewHead
        title="Prediction and outcome"
        detail={`${chosen === ALL ? formatAmount(keys.length, 'season') : chosen}, ${formatAmount(shown.length, 'team')}, rank 1 is best`}
      >
        {keys.length > 1 && (
          <Select
            label="Season"
            value={chosen}
            onValueChange={setChosen}
            options={[{ value: ALL, label: 'all' }, ...keys.map((key) => ({ value: key, label: key }))]}
          />
        )}
      </ViewHead>
      <div className="ranking-columns">
        <ScatterChart
          model={model}
          detail="below the diagonal: better than predicted"
          emptyText="No team was ranked."
          fileTitle={fileTitle}
        />
        <div className="ranking-column">
          <FigureTable
            title="Teams"
            detail="off by: places put too high"
            columns={keys.length > 1 ? COLUMNS : COLUMNS.filter(({ id }) => id !== 'season')}
            rows={shown}
            rowKey={(point) => `${seasonKey(point)} ${point.abbreviation}`}
          />
        </div>
      </div>
      <Inspector>
        <SideHead title="Beside the standings" />
        <FigureTable
          title="Agreement with the true rank"
          columns={ORDER_COLUMNS}
          rows={ordersOf(shown)}
          rowKey={({ label }) => label}
          isMarked={({ label }) => label === 'Ensemble'}
        />
        <p className="ranking-note">
          {chosen === ALL && keys.length > 1 ? 'Means over the seasons. ' : ''}A season is {formatAmount(30, 'team')}:
          one seed and one season are no evidence.
        </p>
      </Inspector>
    </div>
  );
}

function outcomeModel(points: readonly OutcomePoint[]): ScatterModel {
  const last = Math.max(...points.flatMap(({ predictedRank, actualRank }) => [predictedRank, actualRank]), 1);
  return {
    title: 'Predicted and true rank',
    xLabel: 'Rank by the prediction, or by the final standings',
    yLabel: 'True rank',
    range: { min: 0, max: last + 1 },
    diagonal: 'as predicted',
    series: outcomeSeries(points),
    format: (value) => formatNumber(value, 0),
  };
}

const rank = (id: string, title: string, value: (point: OutcomePoint) => number): DataColumn<OutcomePoint> => ({
  id,
  title,
  align: 'right',
  width: 80,
  text: (point) => String(value(point)),
  sortValue: value,
});
const off = (id: string, title: string, order: 'predictedRank' | 'standingsRank'): DataColumn<OutcomePoint> => ({
  id,
  title,
  align: 'right',
  width: 80,
  text: (point) => formatDifference(offBy(point, order), 0),
  // The largest errors in either direction first.
  sortValue: (point) => Math.abs(offBy(point, order)),
  sortsDescendingFirst: true,
});

const COLUMNS: readonly DataColumn<OutcomePoint>[] = [
  {
    id: 'team',
    title: 'Team',
    align: 'left',
    width: 70,
    text: ({ abbreviation }) => abbreviation,
    sortValue: ({ abbreviation }) => abbreviation,
  },
  {
    id: 'season',
    title: 'Season',
    align: 'left',
    width: 80,
    text: ({ season }) => season,
    sortValue: ({ season }) => season,
  },
  rank('predicted', 'Predicted', ({ predictedRank }) => predictedRank),
  rank('standings', 'Standings', ({ standingsRank }) => standingsRank),
  rank('true', 'True', ({ actualRank }) => actualRank),
  off('off', 'Off by', 'predictedRank'),
  off('off-standings', 'Off, standings', 'standingsRank'),
];

interface OrderFigures {
  readonly label: string;
  readonly figures: RankFigures | null;
}

const ordersOf = (points: readonly OutcomePoint[]): readonly OrderFigures[] => [
  { label: 'Final standings', figures: outcomeFigures(points, 'standingsRank') },
  { label: 'Ensemble', figures: outcomeFigures(points, 'predictedRank') },
];

const figure = (
  id: string,
  title: string,
  value: (figures: RankFigures) => number | null,
  digits: number,
): DataColumn<OrderFigures> => {
  const valueOf = ({ figures }: OrderFigures) => (figures === null ? null : value(figures));
  return {
    id,
    title,
    align: 'right',
    width: 60,
    text: (row) => formatNumber(valueOf(row), digits),
    sortValue: valueOf,
  };
};

const ORDER_COLUMNS: readonly DataColumn<OrderFigures>[] = [
  { id: 'order', title: 'Order', align: 'left', width: 110, text: ({ label }) => label },
  figure('spearman', 'Spearman', ({ spearman }) => spearman, 3),
  figure('rmse', 'RMSE', ({ rmse }) => rmse, 2),
  figure('mae', 'MAE', ({ mae }) => mae, 2),
];
