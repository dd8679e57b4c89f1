import { useMemo, type ReactNode } from 'react';
import type { z } from 'zod';
import { useRequest } from '../../lib/query';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard, ErrorCardOf } from '../../ui/error-card';
import { Skeleton } from '../../ui/skeleton';

export interface ReadSnapshotProps<T> {
  readonly runId: string;
  /** Name of the snapshot. */
  readonly name: string;
  readonly schema: z.ZodType<T>;
  /** What it holds, for sentences: `team table`. */
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}

/** Draws the newest snapshot of a name; says why where it cannot: not read yet, not there, of another form. */
export function ReadSnapshot<T>({ runId, name, schema, what, children }: ReadSnapshotProps<T>) {
  const { data, error } = useRequest('runs:snapshot', { runId, name, epoch: null });
  const parsed = useMemo(() => (data?.snapshot ? schema.safeParse(data.snapshot.data) : null), [data, schema]);
  if (error !== null) {
    return (
      <div className="inspect-fault">
        <ErrorCardOf error={error} />
      </div>
    );
  }
  if (data === undefined) return <Skeleton rows={12} label={`Reading the ${what}`} />;
  if (parsed === null) {
    return (
      <EmptyState icon="eye" title={`No ${what} yet`}>
        The step that writes it has not ended in this run.
      </EmptyState>
    );
  }
  if (!parsed.success) {
    return (
      <div className="inspect-fault">
        <ErrorCard
          title={`The ${what} of this run has another form than this version reads.`}
          nextStep="open the run with the version that trained it, or train it again."
          code="E-SNAPSHOT-FORM"
        />
      </div>
    );
  }
  return children(parsed.data);
}
