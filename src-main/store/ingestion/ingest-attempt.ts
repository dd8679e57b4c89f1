import type { RunKey } from '../repositories/run-record';
import type { Store } from '../store';
import { applyEvent, type IngestionContext } from './apply-event';
import { IngestedBatch } from './ingested-batch';
import { mergeMetrics } from './merge-metrics';
import { parseEventLines, type ParsedLine } from './parse-event-lines';
import { readCompleteLines } from './read-complete-lines';
import { updateSparkline } from './sparkline';

/** Bytes of one transaction: some thousand values, a few ten milliseconds, so that neither main nor another process waits. */
const BATCH_BYTES = 128 * 1024;

export interface IngestionStep {
  readonly batch: IngestedBatch;
  /** True when the file holds more complete lines, or may: call again. */
  readonly hasMore: boolean;
}

/**
 * Stores the next batch of an attempt's events and moves the offset, in one immediate transaction. Lines are read and parsed
 * before it, so that the lock is short; the offset is read again inside, so that of two processes that read the same lines
 * one stores them.
 *
 * A line that cannot be read becomes a warning in the run's log with its number; the lines around it are stored.
 * @param eventsFile absolute path of `attempts/<n>/events.jsonl`; it may not be there yet
 */
export function ingestStep(store: Store, run: RunKey, attempt: number, eventsFile: string): IngestionStep {
  const before = store.attempts.state(run, attempt);
  const chunk = readCompleteLines(eventsFile, before.byteOffset, BATCH_BYTES);
  const batch = new IngestedBatch();
  if (chunk.lines.length === 0) return { batch, hasMore: false };
  const parsed = parseEventLines(chunk.lines, before.lineCount + 1);
  nameSeries(store, parsed);
  const stored = store.transaction(() => {
    const state = store.attempts.state(run, attempt);
    if (state.byteOffset !== before.byteOffset) return false;
    const context: IngestionContext = { store, run, attempt, state, change: {}, batch };
    for (const line of parsed) applyLine(context, line);
    batch.forEachValue((series, seq, step, epoch, value) =>
      store.metrics.insert(run, series, attempt, seq, step, epoch, value),
    );
    state.byteOffset += chunk.bytes;
    state.lineCount += chunk.lines.length;
    store.attempts.saveState(run, attempt, state);
    updateRun(context);
    return true;
  });
  return stored ? { batch, hasMore: chunk.hasMore } : { batch: new IngestedBatch(), hasMore: true };
}

/** Ingests an attempt to the end of its file, without a pause: for tests, adoption of small rests and the command line. */
export function ingestAll(store: Store, run: RunKey, attempt: number, eventsFile: string): void {
  while (ingestStep(store, run, attempt, eventsFile).hasMore);
}

// Series get their numbers before the transaction, see `seriesId`.
function nameSeries(store: Store, parsed: readonly ParsedLine[]): void {
  for (const { event } of parsed) {
    if (event?.kind !== 'metrics') continue;
    for (const metric of Object.keys(event.values)) store.metrics.seriesId(event.split, metric);
  }
}

function applyLine(context: IngestionContext, line: ParsedLine): void {
  if (!line.event) return warn(context, line.line, `Line ${line.line} of the events file was skipped: ${line.reason}.`);
  if (line.event.seq <= context.state.lastSeq) {
    return warn(
      context,
      line.line,
      `Line ${line.line} of the events file was skipped: it repeats number ${line.event.seq}.`,
    );
  }
  applyEvent(context, line.event);
}

function warn({ store, run, attempt, state, batch }: IngestionContext, line: number, message: string): void {
  const entry = { attempt, seq: -line, time: state.lastTime ?? 0, level: 'warning' as const, message };
  store.logs.insert(run, entry);
  batch.log.push(entry);
}

/** Columns that follow from the batch as a whole, written once. */
function updateRun({ store, run, change, batch }: IngestionContext): void {
  const latest = batch.latest();
  for (const { series, value } of latest) store.metrics.setLatest(run, series, value);
  if (latest.length > 0) {
    const baselines = change.baselines ?? store.runs.document(run, 'baselines');
    change.metrics = mergeMetrics(store.runs.document(run, 'metrics'), baselines, batch);
    const monitor = change.monitor === undefined ? store.runs.document(run, 'monitor') : change.monitor;
    change.sparkline = updateSparkline(store, run, store.runs.document(run, 'sparkline'), monitor, batch);
  }
  if (batch.detailChanged) change.diagnosticCount = store.diagnostics.count(run);
  change.durationMs = store.attempts.trainedMs(run);
  store.runs.update(run, change);
}
