import { useMemo, useState } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { oddsReliabilitySchema, type OddsReliability } from '#contract/snapshots/team-ranking';
import { formatAmount, formatCount, formatNumber, formatPercent } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { ScatterChart } from '../../../ui/chart/scatter-chart';
import type { ScatterModel } from '../../../ui/chart/scatter-scene';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorCard } from '../../../ui/error-card';
import { Facts, SideHead } from '../../../ui/pane';
import { Segmented } from '../../../ui/segmented';
import type { DataColumn } from '../../../ui/table/data-column';
import { FigureTable } from '../figure-table';
import { ReadSnapshot } from '../read-snapshot';
import { ViewHead } from '../view-head';
import { binWords, oddsAxisEnd, oddsVerdict, reliabilityPoints, type OddsBin, type OddsGroup } from './odds-figures';
import { GROUP_WORDS } from './words';
import './team-ranking.css';

/** Whether a team with odds of 20 % becomes champion in a fifth of the cases. */
export function OddsView({ detail }: { readonly detail: RunDetail }) {
  const { runId, name, seed } = detail.summary;
  return (
    <ReadSnapshot runId={runId} name="odds-reliability" schema={oddsReliabilitySchema} what="reliability of the odds">
      {({ groups }) =>
        groups.length === 0 ? (
          <EmptyState icon="target" title="No odds were judged">
            No season among those judged or predicted out of fold has a champion.
          </EmptyState>
        ) : (
          <Groups groups={groups} fileTitle={`${name}, seed ${seed}`} />
        )
      }
    </ReadSnapshot>
  );
}

function Groups({ groups, fileTitle }: { readonly groups: OddsReliability['groups']; readonly fileTitle: string }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const group = groups.find((one) => one.group === chosen) ?? groups[0]!;
  const model = useMemo(() => reliabilityModel(group), [group]);
  return (
    <div className="ranking">
      <ViewHead
        title="Reliability of the odds"
        detail={`${formatAmount(group.count, 'pair')} of a team and a day, ${formatAmount(group.champions, 'champion')}`}
      >
        {groups.length > 1 && (
          <Segmented
            label="Part"
            value={group.group}
            onValueChange={setChosen}
            options={groups.map((one) => ({ value: one.group, label: GROUP_WORDS[one.group] }))}
          />
        )}
      </ViewHead>
      <div className="ranking-columns">
        <ScatterChart
          model={model}
          detail="area: how many teams"
          emptyText="No team of this part has odds."
          fileTitle={fileTitle}
        />
        <div className="ranking-column">
          <FigureTable
            title="Bins of the odds"
            columns={COLUMNS}
            rows={group.bins}
            rowKey={({ from }) => String(from)}
          />
        </div>
      </div>
      <OddsPanel group={group} />
    </div>
  );
}

const reliabilityModel = (group: OddsGroup): ScatterModel => {
  const points = reliabilityPoints(group);
  return {
    title: `Odds against champions, ${GROUP_WORDS[group.group].toLowerCase()}`,
    xLabel: 'Mean odds of the bin',
    yLabel: 'Share of champions',
    range: { min: 0, max: oddsAxisEnd(points) },
    diagonal: 'as often as the odds say',
    series: [{ id: 'bins', label: 'Bins', slot: 1, points }],
    format: (value) => formatPercent(value),
  };
};

const COLUMNS: readonly DataColumn<OddsBin>[] = [
  { id: 'bin', title: 'Odds', align: 'left', width: 100, text: binWords, sortValue: ({ from }) => from },
  {
    id: 'count',
    title: 'Teams',
    align: 'right',
    width: 70,
    text: ({ count }) => formatCount(count),
    sortValue: ({ count }) => count,
    sortsDescendingFirst: true,
  },
  {
    id: 'odds',
    title: 'Mean odds',
    align: 'right',
    width: 90,
    text: ({ meanOdds }) => formatPercent(meanOdds),
    sortValue: ({ meanOdds }) => meanOdds,
  },
  {
    id: 'champions',
    title: 'Champions',
    align: 'right',
    width: 90,
    text: ({ championShare }) => formatPercent(championShare),
    sortValue: ({ championShare }) => championShare,
  },
];

function OddsPanel({ group }: { readonly group: OddsGroup }) {
  const verdict = oddsVerdict(group);
  return (
    <Inspector>
      <SideHead title="Odds beside equal odds" />
      <div className="ranking-verdict">
        {verdict === null ? (
          <ErrorCard tone="idle" title="There is nothing to compare." cause="No champion is known in this part." />
        ) : (
          <ErrorCard
            tone={verdict.isBetter ? 'ok' : 'warn'}
            title={`The odds say ${verdict.isBetter ? 'more' : 'no more'} than equal odds.`}
            cause={`Brier score ${formatNumber(verdict.brier, 4)} against ${formatNumber(verdict.brierUniform, 4)} (smaller is better), ${formatAmount(group.champions, 'champion')}.`}
          />
        )}
        {group.group !== 'oof' && group.champions <= FEW_CHAMPIONS && (
          <ErrorCard
            tone="idle"
            title="A few champions are no evidence."
            cause="The training dates out of fold have more of them, though dates of one season share theirs."
          />
        )}
      </div>
      <div className="ranking-facts">
        <Facts
          facts={[
            { label: 'Teams times days', value: mono(formatCount(group.count)) },
            { label: 'Champions among them', value: mono(formatCount(group.champions)) },
            { label: 'Brier score', value: mono(formatNumber(group.brier, 4)) },
            { label: 'of equal odds', value: mono(formatNumber(group.brierUniform, 4)) },
            { label: 'Calibration error', value: mono(formatNumber(group.expectedCalibrationError, 4)) },
          ]}
        />
      </div>
    </Inspector>
  );
}

/** With so few the Brier score is decided by who the favourite was. */
const FEW_CHAMPIONS = 5;
const mono = (text: string) => <span className="number">{text}</span>;
