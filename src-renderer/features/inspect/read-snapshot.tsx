import { useMemo, useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useRequest } from '../../lib/query';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard, Fault } from '../../ui/error-card';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';

export interface ReadSnapshotProps<T> {
  readonly runId: string;
  /** Name of the snapshot. */
  readonly name: string;
  readonly schema: z.ZodType<T>;
  /** What it holds, for sentences: `team table`. */
  readonly what: string;
  /** When it is written, for a run that has none yet. */
  readonly missing?: ReactNode;
  readonly children: (data: T, shown: ShownEpoch) => ReactNode;
}

export interface ShownEpoch {
  readonly epoch: number;
  /** Chooses among the epochs that the run keeps; nothing where it keeps one. */
  readonly choice: ReactNode;
}

const NEWEST = 'newest';

/** Draws a snapshot of the newest epoch or a chosen one; says why where it cannot: not read yet, not there, of another form. */
export function ReadSnapshot<T>({
  runId,
  name,
  schema,
  what,
  missing = 'The step that writes it has not ended in this run.',
  children,
}: ReadSnapshotProps<T>) {
  const [chosen, setChosen] = useState<string>(NEWEST);
  const { data, error } = useRequest(
    'runs:snapshot',
    { runId, name, epoch: chosen === NEWEST ? null : Number(chosen) },
    { keepPrevious: true },
  );
  const snapshot = data?.snapshot ?? null;
  const parsed = useMemo(() => (snapshot === null ? null : schema.safeParse(snapshot.data)), [snapshot, schema]);
  if (error !== null) {
    return <Fault error={error} />;
  }
  if (data === undefined) return <Skeleton rows={12} label={`Reading the ${what}`} />;
  if (snapshot === null || parsed === null) {
    return (
      <EmptyState icon="eye" title={`No ${what} yet`}>
        {missing}
      </EmptyState>
    );
  }
  if (!parsed.success) {
    return (
      <div className="fault-pane">
        <ErrorCard
          title={`The ${what} of this run has another form than this version reads.`}
          nextStep="open the run with the version that trained it, or train it again."
          code="E-SNAPSHOT-FORM"
        />
      </div>
    );
  }
  const choice = snapshot.epochs.length > 1 && (
    <Select
      label="Epoch"
      value={chosen}
      onValueChange={setChosen}
      options={[
        { value: NEWEST, label: 'newest' },
        ...snapshot.epochs.map((epoch) => ({ value: String(epoch), label: String(epoch) })),
      ]}
    />
  );
  return children(parsed.data, { epoch: snapshot.epoch, choice });
}
