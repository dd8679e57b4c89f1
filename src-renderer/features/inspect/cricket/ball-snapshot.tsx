import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { RunDetail } from '#contract/run-detail';
import { ReadSnapshot } from '../read-snapshot';
import './cricket.css';

export interface BallSnapshotProps<T> {
  readonly detail: RunDetail;
  /** Name of the snapshot. */
  readonly name: string;
  readonly schema: z.ZodType<T>;
  /** @param toolbar what stands in every head: the choice of the epoch */
  readonly children: (data: T, epoch: number, toolbar: ReactNode) => ReactNode;
}

/** One snapshot of a run, of the newest epoch or of a chosen one. */
export function BallSnapshot<T>({ detail, name, schema, children }: BallSnapshotProps<T>) {
  const { runId, epoch } = detail.summary;
  return (
    <ReadSnapshot
      runId={runId}
      name={name}
      schema={schema}
      what="picture of the balls"
      missing={`It is written after each epoch. This run is at epoch ${epoch}.`}
    >
      {(data, shown) => <div className="cricket">{children(data, shown.epoch, shown.choice)}</div>}
    </ReadSnapshot>
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
