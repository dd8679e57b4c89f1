import type { TopicPayload } from '#contract/channels';
import type { RunEventOf } from '#contract/events';
import type { Split } from '#contract/ids';
import { toNumberOrWord } from '#contract/metrics';
import type { LogLine } from '#contract/run-detail';

/** New values of one series, in the order of the file. */
interface NewPoints {
  readonly split: Split;
  readonly metric: string;
  readonly seqs: number[];
  readonly steps: number[];
  readonly epochs: number[];
  readonly values: number[];
}

/** What one batch added to the database: for the topic `run:events`, and for the columns that are derived once a batch. */
export class IngestedBatch {
  readonly #points = new Map<number, NewPoints>();
  readonly log: LogLine[] = [];
  /** Checkpoints, diagnostics, snapshots or attempts changed. */
  detailChanged = false;

  addPoint(series: number, metric: string, event: RunEventOf<'metrics'>, value: number): void {
    const points = this.#points.get(series) ?? {
      split: event.split,
      metric,
      seqs: [],
      steps: [],
      epochs: [],
      values: [],
    };
    this.#points.set(series, points);
    points.seqs.push(event.seq);
    points.steps.push(event.step);
    points.epochs.push(event.epoch);
    points.values.push(value);
  }

  /** Calls for every value, one series after the other. */
  forEachValue(visit: (series: number, seq: number, step: number, epoch: number, value: number) => void): void {
    for (const [series, { seqs, steps, epochs, values }] of this.#points) {
      for (let index = 0; index < values.length; index += 1)
        visit(series, seqs[index]!, steps[index]!, epochs[index]!, values[index]!);
    }
  }

  /** @returns series number to its newest value */
  latest(): readonly {
    readonly series: number;
    readonly split: Split;
    readonly metric: string;
    readonly value: number;
  }[] {
    return [...this.#points].map(([series, { split, metric, values }]) => ({
      series,
      split,
      metric,
      value: values.at(-1)!,
    }));
  }

  /** @returns epoch and value of the batch's points of one series */
  pointsOf(split: Split, metric: string): (readonly [epoch: number, value: number])[] {
    const points = [...this.#points.values()].find(
      (candidate) => candidate.split === split && candidate.metric === metric,
    );
    return points ? points.values.map((value, index) => [points.epochs[index]!, value] as const) : [];
  }

  points(): TopicPayload<'run:events'>['points'] {
    return [...this.#points.values()].map(({ split, metric, steps, epochs, values }) => ({
      split,
      metric,
      steps,
      epochs,
      values: values.map(toNumberOrWord),
    }));
  }

  get isEmpty(): boolean {
    return this.#points.size === 0 && this.log.length === 0 && !this.detailChanged;
  }
}
