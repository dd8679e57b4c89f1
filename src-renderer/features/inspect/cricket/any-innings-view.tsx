import { useMemo, useState, type ReactNode } from 'react';
import type { JudgedInnings } from '#contract/cricket';
import type { CheckpointId } from '#contract/ids';
import type { RunDetail } from '#contract/run-detail';
import { formatAmount } from '../../../lib/format';
import { useRequest } from '../../../lib/query';
import { EmptyState } from '../../../ui/empty-state';
import { Fault } from '../../../ui/error-card';
import { Segmented } from '../../../ui/segmented';
import { Select } from '../../../ui/select';
import { Skeleton } from '../../../ui/skeleton';
import type { DataColumn } from '../../../ui/table/data-column';
import { DataTable } from '../../../ui/table/data-table';
import { TextField } from '../../../ui/text-field';
import { AskedInnings } from './asked-innings';
import { findInnings, firstCheckpoint, inningsKey } from './asked-figures';
import { useSettled } from './use-settled';
import './cricket.css';

/** Asks a checkpoint of the run about any innings of validation or test, and about what may have come next. */
export function AnyInningsView({ detail }: { readonly detail: RunDetail }) {
  const usable = detail.checkpoints.filter(({ ids }) => ids.length > 0);
  const [wanted, setWanted] = useState<CheckpointId | null>(null);
  const chosen = usable.find(({ ids }) => ids[0] === wanted) ?? firstCheckpoint(usable);
  if (chosen === undefined)
    return (
      <EmptyState icon="eye" title="No weights to ask">
        This run has no checkpoint. One is written after the first epoch; those of a run in the trash are gone.
      </EmptyState>
    );
  const checkpointId = chosen.ids[0]!;
  return (
    <div className="cricket-any">
      <InningsChooser key={checkpointId} detail={detail} checkpointId={checkpointId}>
        <Select
          label="Weights"
          value={checkpointId}
          onValueChange={setWanted}
          options={usable.map(({ ids, roles, epoch }) => ({
            value: ids[0]!,
            label: roles.length > 0 ? roles.join(', ') : `epoch ${epoch}`,
            detail: `epoch ${epoch}`,
          }))}
        />
      </InningsChooser>
    </div>
  );
}

/** Arrows through the list ask about the innings that they stop at, not about each that they pass: a question is a worker. */
const PAUSE_MS = 250;

interface ChooserProps {
  readonly detail: RunDetail;
  readonly checkpointId: CheckpointId;
  /** Controls on top of the list. */
  readonly children: ReactNode;
}

function InningsChooser({ detail, checkpointId, children }: ChooserProps) {
  const { data, error } = useRequest('cricket:innings', { checkpointId });
  const [split, setSplit] = useState<JudgedInnings['split']>('validation');
  const [query, setQuery] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const found = useMemo(() => findInnings(data?.innings ?? [], split, query), [data, split, query]);
  const settledKey = useSettled(key, PAUSE_MS);
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={12} label="Reading the matches of the run" />;
  const active = found.find((one) => inningsKey(one) === key) ?? found[0];
  const chosen = found.find((one) => inningsKey(one) === settledKey) ?? found[0];
  return (
    <>
      <aside className="cricket-list" aria-label="Innings">
        <div className="cricket-list-head">
          {children}
          <Segmented
            label="Part"
            value={split}
            onValueChange={setSplit}
            options={[
              { value: 'validation', label: 'Validation' },
              { value: 'test', label: 'Test' },
            ]}
          />
          <TextField
            label="Find an innings"
            hideLabel
            icon="search"
            placeholder="Team, date or match"
            value={query}
            onValueChange={setQuery}
          />
          <p className="text-3 text-xs">{formatAmount(found.length, 'innings', 'innings')}</p>
        </div>
        <DataTable
          label="Innings of the part"
          columns={COLUMNS}
          rows={found}
          rowKey={inningsKey}
          sort={null}
          onSortChange={() => undefined}
          hiddenColumns={NONE}
          expanded={NONE}
          activeKey={active === undefined ? null : inningsKey(active)}
          onActiveChange={setKey}
          onOpen={(row) => setKey(inningsKey(row))}
          placeholder={found.length === 0 && <NothingFound />}
        />
      </aside>
      {chosen === undefined ? (
        <EmptyState icon="eye" title="No innings to show">
          Choose another part or other words.
        </EmptyState>
      ) : (
        <AskedInnings key={inningsKey(chosen)} detail={detail} checkpointId={checkpointId} innings={chosen} />
      )}
    </>
  );
}

function NothingFound() {
  return (
    <EmptyState icon="search" title="No innings found">
      No team, date or match of this part holds these words.
    </EmptyState>
  );
}

const NONE: ReadonlySet<string> = new Set();

const COLUMNS: readonly DataColumn<JudgedInnings>[] = [
  { id: 'date', title: 'Date', align: 'left', width: 96, text: ({ date }) => date },
  {
    id: 'teams',
    title: 'Batting, bowling',
    align: 'left',
    width: 110,
    grows: true,
    text: ({ battingTeam, bowlingTeam, innings, match }) =>
      `${battingTeam}, ${bowlingTeam} (${match}, innings ${innings})`,
    cell: ({ battingTeam, bowlingTeam }) => <span className="ellipsis">{`${battingTeam}, ${bowlingTeam}`}</span>,
  },
  {
    id: 'score',
    title: 'Score',
    align: 'right',
    width: 62,
    text: ({ runs, wickets }) => `${runs}/${wickets}`,
  },
];
