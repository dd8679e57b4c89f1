import type { RunDetail } from '#contract/run-detail';
import { cloneReportSchema, type CloneReport } from '#contract/snapshots/team-ranking';
import { formatAmount, formatCount, formatNumber } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { ErrorCard } from '../../../ui/error-card';
import { SideHead } from '../../../ui/pane';
import type { DataColumn } from '../../../ui/table/data-column';
import { FigureTable } from '../figure-table';
import { ReadSnapshot } from '../read-snapshot';
import { cloneParts, cloneRemarks, type ClonePart } from './clone-parts';
import { FeatureBars } from './feature-bars';
import './team-ranking.css';

/** The classifier that says whether a team ends in the upper half, beside the win rate of the day. */
export function CloneView({ detail }: { readonly detail: RunDetail }) {
  return (
    <ReadSnapshot
      runId={detail.summary.runId}
      name="clone-classifier"
      schema={cloneReportSchema}
      what="report of the clone classifier"
    >
      {(report) => <Report report={report} />}
    </ReadSnapshot>
  );
}

function Report({ report }: { readonly report: CloneReport }) {
  const remarks = cloneRemarks(report);
  return (
    <div className="ranking ranking-scroll">
      <FigureTable
        title="Clone classifier"
        detail={`does a team end among the first ${report.threshold}? ${formatAmount(report.rounds, 'tree')}, rows of a team and a date`}
        columns={COLUMNS}
        rows={cloneParts(report)}
        rowKey={({ id }) => id}
      />
      <FeatureBars
        title="Features"
        detail="by gain"
        features={report.importances.map(({ feature, importance }) => ({ feature, gain: importance }))}
      />
      <Inspector>
        <SideHead title="Beside the win rate" />
        <div className="ranking-verdict">
          {remarks.length === 0 && (
            <ErrorCard
              tone="idle"
              title="The classifier was judged on no season."
              cause="Name a validation season; the training seasons say nothing about it."
            />
          )}
          {remarks.map(({ tone, title, cause }) => (
            <ErrorCard key={`${title} ${cause}`} tone={tone} title={title} cause={cause} />
          ))}
        </div>
      </Inspector>
    </div>
  );
}

const figure = (
  id: string,
  title: string,
  value: (part: ClonePart) => number | null,
  text: (value: number | null) => string,
): DataColumn<ClonePart> => ({
  id,
  title,
  align: 'right',
  width: 110,
  text: (part) => text(value(part)),
  sortValue: value,
  sortsDescendingFirst: true,
});
const three = (value: number | null) => formatNumber(value, 3);

const COLUMNS: readonly DataColumn<ClonePart>[] = [
  { id: 'part', title: 'Part', align: 'left', width: 100, text: ({ label }) => label },
  { id: 'seasons', title: 'Seasons', align: 'left', width: 160, text: ({ seasons }) => seasonWords(seasons) },
  figure('n', 'Rows', ({ n }) => n, formatCount),
  figure('positives', 'Upper half', ({ positives }) => positives, formatCount),
  figure('auc', 'Area under the curve', ({ auc }) => auc, three),
  figure('win-rate', 'of the win rate', ({ aucWinRate }) => aucWinRate, three),
  figure('brier', 'Brier score', ({ brier }) => brier, three),
];

const seasonWords = (seasons: readonly string[]): string =>
  seasons.length <= 2 ? seasons.join(', ') : `${seasons[0]!} to ${seasons.at(-1)!}, ${seasons.length} seasons`;
