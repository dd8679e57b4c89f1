import type { RunDetail } from '#contract/run-detail';
import {
  featureImportancesSchema,
  stackingReportSchema,
  type FeatureImportances,
  type StackingReport,
} from '#contract/snapshots/team-ranking';
import { formatAmount, formatCount, formatDifference, formatNumber } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { ErrorCard } from '../../../ui/error-card';
import { Facts, SideHead } from '../../../ui/pane';
import type { DataColumn } from '../../../ui/table/data-column';
import { FigureTable } from '../figure-table';
import { ReadSnapshot } from '../read-snapshot';
import { FeatureBars } from './feature-bars';
import { MEMBER_WORDS } from './words';
import './team-ranking.css';

type StackedMember = StackingReport['members'][number];

const TARGET_WORDS: Readonly<Record<StackingReport['target'], string>> = {
  standings: 'final standings',
  playoffs: 'playoff rank',
  end_of_season: 'end-of-season rank',
};

/** What the ensemble is made of: weights of its members, and the features its trees lean on. */
export function EnsembleView({ detail }: { readonly detail: RunDetail }) {
  const { summary, snapshots } = detail;
  return (
    <div className="ranking ranking-scroll">
      <ReadSnapshot runId={summary.runId} name="stacking" schema={stackingReportSchema} what="stacking weights">
        {(report) => <Stacking report={report} />}
      </ReadSnapshot>
      <div className="ranking-columns">
        {(['model_b', 'model_c'] as const)
          .filter((member) => snapshots.includes(`importances-${member}`))
          .map((member) => (
            <div key={member} className="ranking-column">
              <ReadSnapshot
                runId={summary.runId}
                name={`importances-${member}`}
                schema={featureImportancesSchema}
                what={`importances of ${MEMBER_WORDS[member]}`}
              >
                {(report) => <Importances report={report} />}
              </ReadSnapshot>
            </div>
          ))}
      </div>
    </div>
  );
}

function Stacking({ report }: { readonly report: StackingReport }) {
  const { members, ensembleSpearman, errors } = report;
  const negative = members.filter(({ standardizedWeight }) => standardizedWeight < 0);
  return (
    <>
      <FigureTable
        title="Members"
        detail="ridge regression on out-of-fold predictions; the comparable weight is times the deviation of the scores"
        columns={memberColumns(ensembleSpearman)}
        rows={members}
        rowKey={({ member }) => member}
      />
      <Inspector>
        <SideHead title="Stacking" />
        {negative.length > 0 && (
          <div className="ranking-verdict">
            <ErrorCard
              tone="warn"
              title={`${negative.map(({ member }) => MEMBER_WORDS[member]).join(' and ')} has a weight below 0.`}
              cause="It says nearly the same as another member; only their sum means something."
            />
          </div>
        )}
        <div className="ranking-facts">
          <Facts
            facts={[
              { label: 'Target', value: `31 − ${TARGET_WORDS[report.target]}` },
              { label: 'Rows', value: mono(formatCount(report.rows)) },
              { label: 'Dates', value: mono(formatCount(report.dates)) },
              { label: 'Spearman out of fold', value: mono(formatNumber(ensembleSpearman, 3)) },
              { label: 'Intercept', value: mono(formatNumber(report.intercept, 3)) },
              { label: 'Temperature of the odds', value: mono(formatNumber(report.temperature, 3)) },
            ]}
          />
        </div>
        <FigureTable
          title="Strengths that were tried"
          columns={ERROR_COLUMNS}
          rows={errors}
          rowKey={({ alpha }) => String(alpha)}
          isMarked={({ alpha }) => alpha === report.alpha}
        />
        <p className="ranking-note">Marked: the strength that was taken.</p>
      </Inspector>
    </>
  );
}

const mono = (text: string) => <span className="number">{text}</span>;

const memberColumns = (ensemble: number | null): readonly DataColumn<StackedMember>[] => {
  const gain = ({ ensembleSpearmanWithout }: StackedMember) =>
    ensemble === null || ensembleSpearmanWithout === null ? null : ensemble - ensembleSpearmanWithout;
  const column = (
    id: string,
    title: string,
    value: (row: StackedMember) => number | null,
    text: (value: number | null) => string,
  ): DataColumn<StackedMember> => ({
    id,
    title,
    align: 'right',
    width: 120,
    text: (row) => text(value(row)),
    sortValue: value,
    sortsDescendingFirst: true,
  });
  const three = (value: number | null) => formatNumber(value, 3);
  return [
    { id: 'member', title: 'Member', align: 'left', width: 120, text: ({ member }) => MEMBER_WORDS[member] },
    column(
      'coefficient',
      'Weight a unit',
      ({ coefficient }) => coefficient,
      (value) => formatNumber(value, 4),
    ),
    column('standardized', 'Comparable weight', ({ standardizedWeight }) => standardizedWeight, three),
    column('spearman', 'Spearman alone', ({ spearman }) => spearman, three),
    column('without', 'Ensemble without it', ({ ensembleSpearmanWithout }) => ensembleSpearmanWithout, three),
    column('gain', 'What it adds', gain, (value) => formatDifference(value, 3)),
  ];
};

type AlphaError = StackingReport['errors'][number];
const ERROR_COLUMNS: readonly DataColumn<AlphaError>[] = [
  {
    id: 'alpha',
    title: 'Alpha',
    align: 'right',
    width: 90,
    text: ({ alpha }) => String(alpha),
    sortValue: ({ alpha }) => alpha,
  },
  {
    id: 'error',
    title: 'Mean squared error',
    align: 'right',
    width: 140,
    text: ({ meanSquaredError }) => formatNumber(meanSquaredError, 3),
    sortValue: ({ meanSquaredError }) => meanSquaredError,
  },
];

function Importances({ report: { member, trees, features } }: { readonly report: FeatureImportances }) {
  return (
    <FeatureBars
      title={`${MEMBER_WORDS[member]}, features`}
      detail={`${formatAmount(trees, 'tree')}, by gain`}
      features={features}
    />
  );
}
