import { familyIdSchema } from '#contract/ids';
import { runConfigSchema, type RunConfig } from '#contract/run-config';
import { runStatusSchema, stopReasonSchema, type RunStatus, type RunSummary, type StopReason } from '#contract/runs';
import { flatConfigSchema, RUN_DOCUMENT_SCHEMAS, type RunDocumentName, type RunDocuments } from '#contract/stored-rows';
import type { FlatConfig } from '../flatten-config';

/** Integer key of a run inside the database. */
export type RunKey = number;

/** Plain columns of a run that change while it lives. */
export interface RunColumns {
  status: RunStatus;
  stopReason: StopReason | null;
  startedAt: number | null;
  endedAt: number | null;
  epoch: number;
  totalEpochs: number;
  step: number;
  totalSteps: number;
  durationMs: number;
  samplesPerSecond: number | null;
  memoryBytes: number | null;
  diagnosticCount: number;
  attemptCount: number;
  trashedAt: number | null;
  stopRequested: boolean;
}

/** What may be written to a run in one go. */
export type RunChange = { [K in keyof RunColumns]?: RunColumns[K] } & { [K in RunDocumentName]?: RunDocuments[K] };

/** A row of `runs` joined with `run_documents`, as SQLite returns it. */
export interface RunRow {
  readonly key: RunKey;
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly seed: number;
  readonly status: string;
  readonly stop_reason: string | null;
  readonly group_key: string;
  readonly config_path: string | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly epoch: number;
  readonly total_epochs: number;
  readonly step: number;
  readonly total_steps: number;
  readonly duration_ms: number;
  readonly samples_per_second: number | null;
  readonly memory_bytes: number | null;
  readonly diagnostic_count: number;
  readonly attempt_count: number;
  readonly parent_run_id: string | null;
  readonly trashed_at: number | null;
  readonly stop_requested: number;
  readonly supervisor: string | null;
  readonly revision: number;
  readonly flat_config: string;
  readonly metrics: string;
  readonly baselines: string;
  readonly engine: string;
  readonly error: string;
  readonly best: string;
  readonly sparkline: string;
}

/** @returns a stored `config.json`; the schema is the one it was written by */
export const parseRunConfig = (text: string): RunConfig => runConfigSchema.parse(JSON.parse(text));

/** @returns a stored flat configuration */
export function parseFlatConfig(text: string): FlatConfig {
  const value = JSON.parse(text) as unknown;
  return isFlatConfig(value) ? value : flatConfigSchema.parse(value);
}

// The same question that the schema asks, of fifty keys in each of 10,000 rows: a plain loop answers it twenty times faster. What
// it refuses goes to the schema all the same, which says what is wrong.
function isFlatConfig(value: unknown): value is FlatConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const key in value) if (typeof (value as Record<string, unknown>)[key] !== 'string') return false;
  return true;
}

/** What documents begin as, see the first migration. */
const BEGINNINGS: readonly string[] = ['{}', '{"series":null,"points":[]}'];
const beginnings = new Map<string, unknown>();

// Most documents of most rows are still what they began as: that text is parsed once for 10,000 rows.
function documentOf<K extends RunDocumentName>(name: K, text: string): RunDocuments[K] {
  if (text === 'null') return null as RunDocuments[K];
  const known = beginnings.get(`${name} ${text}`);
  if (known !== undefined) return known as RunDocuments[K];
  const value = RUN_DOCUMENT_SCHEMAS[name].parse(JSON.parse(text)) as RunDocuments[K];
  if (BEGINNINGS.includes(text)) beginnings.set(`${name} ${text}`, value);
  return value;
}

/**
 * @param config the row's flat configuration, parsed
 * @returns the row as the runs table shows it; documents and words are parsed by the contract's schemas
 */
export function toRunSummary(row: RunRow, config: FlatConfig): RunSummary {
  return {
    runId: row.id,
    name: row.name,
    family: familyIdSchema.parse(row.family),
    seed: row.seed,
    status: runStatusSchema.parse(row.status),
    stopReason: stopReasonSchema.nullable().parse(row.stop_reason),
    groupKey: row.group_key,
    config,
    configPath: row.config_path,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    epoch: row.epoch,
    totalEpochs: row.total_epochs,
    step: row.step,
    totalSteps: row.total_steps,
    durationMs: row.duration_ms,
    samplesPerSecond: row.samples_per_second,
    memoryBytes: row.memory_bytes,
    metrics: documentOf('metrics', row.metrics),
    best: documentOf('best', row.best),
    baselines: documentOf('baselines', row.baselines),
    engine: documentOf('engine', row.engine),
    error: documentOf('error', row.error),
    diagnosticCount: row.diagnostic_count,
    attempts: row.attempt_count,
    parentRunId: row.parent_run_id,
    trashedAt: row.trashed_at,
    sparkline: documentOf('sparkline', row.sparkline).points.map(([, value]) => value),
  };
}
