import { useMemo } from 'react';
import type { RunDetail } from '#contract/run-detail';
import {
  inferenceDiagnosticsSchema,
  teamTablesSchema,
  type InferenceDiagnostics,
} from '#contract/snapshots/team-ranking';
import { formatAmount } from '../../../lib/format';
import { useRequest } from '../../../lib/query';
import { Inspector } from '../../../lib/slots';
import { ErrorCard } from '../../../ui/error-card';
import { SideHead } from '../../../ui/pane';
import type { DataColumn } from '../../../ui/table/data-column';
import { FigureTable } from '../figure-table';
import { ReadSnapshot } from '../read-snapshot';
import { COUNT_ROWS, inferenceRemarks, type CountRow } from './inference-counts';
import { GROUP_WORDS } from './words';
import './team-ranking.css';

/** Whether the weights and scores of the judged snapshots can be believed, in counts and in words. */
export function InferenceView({ detail }: { readonly detail: RunDetail }) {
  const { runId } = detail.summary;
  return (
    <ReadSnapshot
      runId={runId}
      name="inference-diagnostics"
      schema={inferenceDiagnosticsSchema}
      what="inference diagnostics"
    >
      {(diagnostics) => <Counts runId={runId} diagnostics={diagnostics} />}
    </ReadSnapshot>
  );
}

function Counts({ runId, diagnostics }: { readonly runId: string; readonly diagnostics: InferenceDiagnostics }) {
  return (
    <div className="ranking ranking-scroll">
      <FigureTable
        title="Inference diagnostics"
        detail={`the four counts of the brief, ${formatAmount(diagnostics.by_season.length, 'judged snapshot')}`}
        columns={countColumns(diagnostics)}
        rows={COUNT_ROWS.filter(({ isRequired }) => isRequired)}
        rowKey={({ id }) => id}
      />
      <FigureTable
        title="Additional diagnostics"
        detail="added, since those four would have missed the published failures"
        columns={countColumns(diagnostics)}
        rows={COUNT_ROWS.filter(({ isRequired }) => !isRequired)}
        rowKey={({ id }) => id}
      />
      <FallbackTeams runId={runId} />
      <Inspector>
        <SideHead title="What the counts say" />
        <div className="ranking-verdict">
          {inferenceRemarks(diagnostics).map(({ tone, title, cause }) => (
            <ErrorCard key={title} tone={tone} title={title} cause={cause} />
          ))}
        </div>
      </Inspector>
    </div>
  );
}

function countColumns(diagnostics: InferenceDiagnostics): readonly DataColumn<CountRow>[] {
  const seasons = diagnostics.by_season.map((season): DataColumn<CountRow> => ({
    id: `${season.split} ${season.season}`,
    title: season.season,
    unit: GROUP_WORDS[season.split].toLowerCase(),
    align: 'right',
    width: 110,
    text: ({ id, format }) => format(season[id]),
  }));
  return [
    {
      id: 'label',
      title: 'Count',
      align: 'left',
      width: 170,
      text: ({ label }) => label,
      cell: ({ label, id, isFault }) => (
        <span className={isFault && diagnostics[id] > 0 ? 'tone-warn strong' : 'medium'}>{label}</span>
      ),
    },
    { id: 'total', title: 'All', align: 'right', width: 90, text: ({ id, format }) => format(diagnostics[id]) },
    ...(seasons.length > 1 ? seasons : []),
    { id: 'meaning', title: 'Meaning', align: 'left', width: 380, text: ({ meaning }) => meaning },
    {
      id: 'key',
      title: 'Key',
      align: 'left',
      width: 180,
      text: ({ id }) => id,
      cell: ({ id }) => <span className="mono text-3">{id}</span>,
    },
  ];
}

/** The fallback flags team by team, as a sentence. */
function FallbackTeams({ runId }: { readonly runId: string }) {
  const { data } = useRequest('runs:snapshot', { runId, name: 'team-table', epoch: null });
  const tables = useMemo(() => (data?.snapshot ? teamTablesSchema.safeParse(data.snapshot.data) : null), [data]);
  // The diagnostics stand without the team table: a run of this step alone may not have it.
  if (tables === null || !tables.success) return null;
  const flagged = tables.data.tables.map(({ season, split, teams }) => ({
    key: `${season}, ${GROUP_WORDS[split].toLowerCase()}`,
    teams: teams
      .filter(({ contributorsAreFallback }) => contributorsAreFallback)
      .map(({ abbreviation }) => abbreviation),
  }));
  return (
    <section className="ranking-facts" aria-label="Fallback flags">
      <h2 className="strong text-sm">Fallback flags</h2>
      {flagged.map(({ key, teams }) => (
        <p key={key} className="text-2 text-sm">
          {key}:{' '}
          {teams.length === 0
            ? 'no team is flagged; every weight shown is the attention of the network with the minutes bias.'
            : `${teams.join(', ')}: the attention had collapsed, so the weights shown for them are those of the fallback strategy and not the model's.`}
        </p>
      ))}
    </section>
  );
}
