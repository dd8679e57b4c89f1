import { useCallback, useMemo, useRef, useState } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { teamTablesSchema, type TeamTable, type TeamTableRow } from '#contract/snapshots/team-ranking';
import { formatNumber } from '../../../lib/format';
import { useCopyTable } from '../../../lib/use-copy-table';
import { CopyAs } from '../../../ui/copy-as';
import { EmptyState } from '../../../ui/empty-state';
import { Segmented } from '../../../ui/segmented';
import { Select } from '../../../ui/select';
import type { DataColumn, DataSort } from '../../../ui/table/data-column';
import { DataTable } from '../../../ui/table/data-table';
import { tableTextOf } from '../../../ui/table/table-rows';
import type { ShownRow } from '../../../ui/table/use-data-table';
import { ReadSnapshot } from '../read-snapshot';
import { ViewHead } from '../view-head';
import { BaselinesPanel } from './baselines-panel';
import { teamColumns } from './team-columns';
import { TeamDetail } from './team-detail';
import { GROUP_WORDS } from './words';
import './team-ranking.css';

/** The teams of a judged season's last day: rank, odds, what each model says, whom it rests on, and what came true. */
export function TeamTableView({ detail }: { readonly detail: RunDetail }) {
  return (
    <ReadSnapshot runId={detail.summary.runId} name="team-table" schema={teamTablesSchema} what="team table">
      {({ tables }) =>
        tables.length === 0 ? (
          <EmptyState icon="table" title="No season was judged">
            The configuration names neither a validation season nor a test season.
          </EmptyState>
        ) : (
          <Seasons detail={detail} tables={tables} />
        )
      }
    </ReadSnapshot>
  );
}

const keyOf = ({ split, season }: TeamTable): string => `${split} ${season}`;

function Seasons({ detail, tables }: { readonly detail: RunDetail; readonly tables: readonly TeamTable[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const table = tables.find((one) => keyOf(one) === chosen) ?? tables[0]!;
  return (
    <>
      <OneSeason
        key={keyOf(table)}
        table={table}
        seasons={tables.map((one) => ({
          value: keyOf(one),
          label: `${one.season}, ${GROUP_WORDS[one.split].toLowerCase()}`,
        }))}
        onSeasonChange={setChosen}
      />
      <BaselinesPanel summary={detail.summary} split={table.split} tables={tables} />
    </>
  );
}

const NOTHING: ReadonlySet<string> = new Set();
type Width = 'main' | 'all';

function OneSeason({
  table,
  seasons,
  onSeasonChange,
}: {
  readonly table: TeamTable;
  readonly seasons: readonly { readonly value: string; readonly label: string }[];
  readonly onSeasonChange: (season: string) => void;
}) {
  const [width, setWidth] = useState<Width>('main');
  const [sort, setSort] = useState<DataSort | null>(null);
  const [active, setActive] = useState<string | null>(table.teams[0]?.abbreviation ?? null);
  const columns = useMemo(() => teamColumns(table, width === 'all'), [table, width]);
  const shown = useRef<readonly ShownRow<TeamTableRow>[]>([]);
  const keepShown = useCallback((rows: readonly ShownRow<TeamTableRow>[]) => {
    shown.current = rows;
  }, []);
  const copyItems = useCopyTable(() =>
    tableTextOf(
      columns.map(withGroup),
      shown.current.map(({ row }) => row),
    ),
  );
  const team = table.teams.find(({ abbreviation }) => abbreviation === active);
  return (
    <div className="ranking">
      <ViewHead title="Team table" detail={headWords(table)}>
        {seasons.length > 1 && (
          <Select
            label="Season"
            value={`${table.split} ${table.season}`}
            onValueChange={onSeasonChange}
            options={seasons}
          />
        )}
        <Segmented<Width>
          label="Columns"
          value={width}
          onValueChange={setWidth}
          options={[
            { value: 'main', label: 'Main columns' },
            { value: 'all', label: 'All columns' },
          ]}
        />
        <CopyAs label="Copy the team table" items={copyItems} />
      </ViewHead>
      <div className="ranking-table">
        <DataTable<TeamTableRow>
          label={`Teams of ${table.season} by predicted rank`}
          columns={columns}
          rows={table.teams}
          rowKey={({ abbreviation }) => abbreviation}
          sort={sort}
          onSortChange={setSort}
          hiddenColumns={NOTHING}
          expanded={NOTHING}
          activeKey={active}
          onActiveChange={setActive}
          onOpen={({ abbreviation }) => setActive(abbreviation)}
          onRowsShown={keepShown}
        />
      </div>
      {team !== undefined && <TeamDetail team={team} eosRankSource={table.eosRankSource} />}
    </div>
  );
}

/** Titles under a common one are too short to stand alone on the clipboard: `A, rank by model`. */
const withGroup = (column: DataColumn<TeamTableRow>): DataColumn<TeamTableRow> =>
  column.group === undefined ? column : { ...column, title: `${column.title}, ${column.group.toLowerCase()}` };

const headWords = ({ season, date, temperature, oddsEntropy, eosRankSource }: TeamTable): string =>
  `${season}, games before ${date}; true rank by ${eosRankSource === 'playoffs' ? 'playoffs' : 'final standings, no playoffs'}; ` +
  `odds at temperature ${formatNumber(temperature, 2)}, entropy ${formatNumber(oddsEntropy, 3)} of uniform`;
