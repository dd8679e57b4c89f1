import type { EvaluationSplit } from '#contract/ids';
import type { RunSummary } from '#contract/runs';
import type { TeamTable } from '#contract/snapshots/team-ranking';
import { formatAmount, formatNumber } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { ErrorCard } from '../../../ui/error-card';
import { SideHead } from '../../../ui/pane';
import type { DataColumn } from '../../../ui/table/data-column';
import { FigureTable } from '../figure-table';
import { baselinesAhead, judgedOrders, standingsVerdict, type JudgedOrder } from './beside-baselines';
import { verdictWords } from './verdict-words';
import { GROUP_WORDS } from './words';

/** The ensemble and each member beside the orders that need no model, and a sentence that says who is ahead. */
export function BaselinesPanel({
  summary,
  split,
  tables,
}: {
  readonly summary: RunSummary;
  readonly split: EvaluationSplit;
  readonly tables: readonly TeamTable[];
}) {
  const { tone, title, cause } = verdictWords(standingsVerdict(tables, split));
  const seasons = tables.filter((table) => table.split === split);
  const orders = judgedOrders(summary, split, tables);
  const ahead = baselinesAhead(orders);
  return (
    <Inspector>
      <SideHead title="Beside the baselines" />
      <div className="ranking-verdict">
        <ErrorCard tone={tone} title={title} cause={cause} />
        {ahead.length > 0 && (
          <ErrorCard
            tone="warn"
            title="Ahead of it without a model, by one measure or both."
            cause={ahead
              .map(
                ({ label, spearman, rmse }) =>
                  `${label}: Spearman ${formatNumber(spearman, 3)}, RMSE ${formatNumber(rmse, 2)}.`,
              )
              .join(' ')}
          />
        )}
      </div>
      <FigureTable
        title={GROUP_WORDS[split]}
        detail={
          seasons.length === 1
            ? `${seasons[0]!.season}, one seed`
            : `mean of ${formatAmount(seasons.length, 'season')}, one seed`
        }
        columns={COLUMNS}
        rows={orders}
        rowKey={({ id }) => id}
        isMarked={({ kind }) => kind === 'ensemble'}
      />
      <p className="ranking-note">
        Spearman and RMSE, in places: against the end-of-season rank, last day. Conf.: Spearman with the final table
        within the conferences, over all judged dates.
      </p>
    </Inspector>
  );
}

const figureColumn = (
  id: string,
  title: string,
  value: (row: JudgedOrder) => number | null,
  digits: number,
  isBestLarge: boolean,
): DataColumn<JudgedOrder> => ({
  id,
  title,
  align: 'right',
  width: 60,
  text: (row) => formatNumber(value(row), digits),
  sortValue: value,
  sortsDescendingFirst: isBestLarge,
});

const COLUMNS: readonly DataColumn<JudgedOrder>[] = [
  {
    id: 'order',
    title: 'Order',
    align: 'left',
    width: 120,
    text: ({ label }) => label,
    cell: ({ label, kind }) => (
      <span className={kind === 'baseline' ? 'text-2' : kind === 'ensemble' ? 'strong' : ''}>{label}</span>
    ),
  },
  figureColumn('spearman', 'Spearman', ({ spearman }) => spearman, 3, true),
  figureColumn('rmse', 'RMSE', ({ rmse }) => rmse, 2, false),
  figureColumn('conference', 'Conf.', ({ conferenceSpearman }) => conferenceSpearman, 3, true),
];
