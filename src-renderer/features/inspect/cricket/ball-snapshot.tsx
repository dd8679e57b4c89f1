import { useMemo, useState, type ReactNode } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { useRequest } from '../../../lib/query';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorCard, ErrorCardOf } from '../../../ui/error-card';
import { Select } from '../../../ui/select';
import { Skeleton } from '../../../ui/skeleton';
import './cricket.css';

/** As a zod schema reads. */
interface Reader<T> {
  readonly safeParse: (data: unknown) => { readonly success: true; readonly data: T } | { readonly success: false };
}

export interface BallSnapshotProps<T> {
  readonly detail: RunDetail;
  /** Name of the snapshot. */
  readonly name: string;
  readonly schema: Reader<T>;
  /** @param toolbar what stands in every head: the choice of the epoch */
  readonly children: (data: T, epoch: number, toolbar: ReactNode) => ReactNode;
}

const NEWEST = 'newest';

/** One snapshot of a run, of the newest epoch or of a chosen one; says what is wrong when there is none to show. */
export function BallSnapshot<T>({ detail, name, schema, children }: BallSnapshotProps<T>) {
  const { runId, epoch } = detail.summary;
  const [chosen, setChosen] = useState<string>(NEWEST);
  const { data, error } = useRequest(
    'runs:snapshot',
    { runId, name, epoch: chosen === NEWEST ? null : Number(chosen) },
    { keepPrevious: true },
  );
  const parsed = useMemo(() => (data?.snapshot ? schema.safeParse(data.snapshot.data) : null), [data, schema]);
  if (error !== null)
    return (
      <div className="inspect-fault">
        <ErrorCardOf error={error} />
      </div>
    );
  if (data === undefined) return <Skeleton rows={12} label="Reading what the model expected" />;
  if (data.snapshot === null || parsed === null)
    return (
      <EmptyState icon="eye" title="Nothing to show yet">
        It is written after each epoch. This run is at epoch {epoch}.
      </EmptyState>
    );
  if (!parsed.success)
    return (
      <div className="inspect-fault">
        <ErrorCard
          title="This picture of the run has another form than this version reads."
          nextStep="open the run with the version that trained it, or train it again."
          code="E-SNAPSHOT-FORM"
        />
      </div>
    );
  const toolbar = data.snapshot.epochs.length > 1 && (
    <Select
      label="Epoch"
      value={chosen}
      onValueChange={setChosen}
      options={[
        { value: NEWEST, label: 'newest' },
        ...data.snapshot.epochs.map((one) => ({ value: String(one), label: String(one) })),
      ]}
    />
  );
  return <div className="cricket">{children(parsed.data, data.snapshot.epoch, toolbar)}</div>;
}

/** Head of a view of this family: what is shown, of which epoch, and its choices at the right. */
export function BallHead({
  title,
  detail,
  children,
}: {
  readonly title: string;
  readonly detail: string;
  readonly children?: ReactNode;
}) {
  return (
    <header className="cricket-head">
      <h2 className="strong">{title}</h2>
      <span className="text-3 text-xs ellipsis" title={detail}>
        {detail}
      </span>
      <span className="grow" />
      {children}
    </header>
  );
}

/** Title of a block with a table, and a sentence on what it says. */
export function BlockHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="cricket-block-head">
      <h2 className="strong">{title}</h2>
      {children !== undefined && <p className="text-3 text-xs">{children}</p>}
    </div>
  );
}
