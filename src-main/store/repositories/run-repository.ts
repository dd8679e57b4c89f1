import type { Database, Statement } from 'better-sqlite3';
import { RunNotFoundError } from '#contract/errors/workspace-errors';
import type { RunConfig } from '#contract/run-config';
import type { RunResult, RunStatus, RunSummary } from '#contract/runs';
import {
  RUN_DOCUMENT_SCHEMAS,
  supervisorSchema,
  type RunDocumentName,
  type RunDocuments,
  type Supervisor,
} from '#contract/stored-rows';
import { flattenConfig, type FlatConfig } from '../flatten-config';
import { ConfigValueRepository } from './config-value-repository';
import { parseFlatConfig, parseRunConfig, toRunSummary, type RunChange, type RunKey, type RunRow } from './run-record';

/** What a new run is stored with, beside its `config.json`. */
export interface NewRun {
  readonly config: RunConfig;
  readonly groupKey: string;
  readonly status: RunStatus;
  readonly supervisor: Supervisor | null;
}

/** The few facts that supervising needs. */
export interface RunHead {
  readonly key: RunKey;
  readonly id: string;
  readonly status: RunStatus;
  readonly attemptCount: number;
  readonly stopRequested: boolean;
  readonly supervisor: Supervisor | null;
}

const NEXT_REVISION = '(SELECT coalesce(max(revision), 0) + 1 FROM runs)';
const SELECT_ROW =
  'SELECT runs.*, metrics, baselines, engine, error, best, sparkline, flat_config FROM runs JOIN run_documents ON run_documents.run = runs.key';
const columnName = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const isDocument = (property: string): property is RunDocumentName => Object.hasOwn(RUN_DOCUMENT_SCHEMAS, property);
const toColumn = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);

/**
 * Runs and their JSON documents. Each write raises `revision`, a counter over all runs, so that any process sees with one
 * indexed query what changed since it last looked.
 */
export class RunRepository {
  readonly #configValues: ConfigValueRepository;
  readonly #statements = new Map<string, Statement>();
  /** Parsed rows by key; valid while their revision is the stored one. */
  readonly #summaries = new Map<RunKey, { readonly revision: number; readonly summary: RunSummary }>();

  #lastFlatConfig: { readonly json: string; readonly flat: FlatConfig } | null = null;

  constructor(private readonly database: Database) {
    this.#configValues = new ConfigValueRepository(database);
  }

  /** @returns the key of the new row; that of the old one when the id is already there */
  insert(run: NewRun): RunKey {
    return this.database.transaction(() => this.#insert(run)).immediate();
  }

  #insert({ config, groupKey, status, supervisor }: NewRun): RunKey {
    const known = this.findKey(config.runId);
    if (known !== undefined) return known;
    const { lastInsertRowid } = this.#prepare(
      `INSERT INTO runs (id, name, family, seed, status, group_key, config_path, created_at, parent_run_id, supervisor, revision)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${NEXT_REVISION})`,
    ).run(
      config.runId,
      config.name,
      config.family,
      config.seed,
      status,
      groupKey,
      config.configPath,
      config.createdAt,
      config.parent?.runId ?? null,
      supervisor && JSON.stringify(supervisor),
    );
    const key = Number(lastInsertRowid);
    this.#prepare('INSERT INTO run_documents (run, run_config, flat_config) VALUES (?, ?, ?)').run(
      key,
      JSON.stringify(config),
      JSON.stringify(flattenConfig(config.config)),
    );
    this.#configValues.insert(key, config.config);
    return key;
  }

  /** @returns the key of a run, or undefined */
  findKey(id: string): RunKey | undefined {
    return (this.#prepare('SELECT key FROM runs WHERE id = ?').get(id) as { key: RunKey } | undefined)?.key;
  }

  /** @throws RunNotFoundError */
  keyOf(id: string): RunKey {
    const key = this.findKey(id);
    if (key === undefined) throw new RunNotFoundError(id);
    return key;
  }

  /** @throws RunNotFoundError */
  head(id: string): RunHead {
    const row = this.#prepare('SELECT * FROM runs WHERE id = ?').get(id) as RunRow | undefined;
    if (!row) throw new RunNotFoundError(id);
    return toHead(row);
  }

  /** @returns runs in one of these states, oldest first */
  headsByStatus(statuses: readonly RunStatus[]): readonly RunHead[] {
    const marks = statuses.map(() => '?').join(', ');
    const rows = this.#prepare(`SELECT * FROM runs WHERE status IN (${marks}) ORDER BY key`).all(
      ...statuses,
    ) as RunRow[];
    return rows.map(toHead);
  }

  /** @throws RunNotFoundError */
  config(id: string): RunConfig {
    const row = this.#prepare('SELECT run_config FROM run_documents WHERE run = ?').get(this.keyOf(id)) as {
      run_config: string;
    };
    return parseRunConfig(row.run_config);
  }

  /** @returns one JSON document of a run */
  document<K extends RunDocumentName>(key: RunKey, name: K): RunDocuments[K] {
    const row = this.#prepare(`SELECT ${name} AS text FROM run_documents WHERE run = ?`).get(key) as { text: string };
    return RUN_DOCUMENT_SCHEMAS[name].parse(JSON.parse(row.text)) as RunDocuments[K];
  }

  /**
   * The data and the size of many runs in one statement: parsing 10,000 whole configurations would take seconds.
   * @returns by run id; `parameters` is null while no worker has said it
   */
  dataAndSize(
    ids: readonly string[],
  ): ReadonlyMap<string, { readonly name: string; readonly fingerprint: string; readonly parameters: number | null }> {
    const rows = this.#prepare(
      `SELECT runs.id AS id, json_extract(run_config, '$.source.name') AS name,
         json_extract(run_config, '$.source.fingerprint') AS fingerprint, json_extract(parameters, '$.total') AS parameters
       FROM runs JOIN run_documents ON run_documents.run = runs.key WHERE runs.id IN (SELECT value FROM json_each(?))`,
    ).all(JSON.stringify(ids)) as { id: string; name: string; fingerprint: string; parameters: number | null }[];
    return new Map(rows.map(({ id, ...facts }) => [id, facts]));
  }

  result(id: string): RunResult | null {
    return this.document(this.keyOf(id), 'result');
  }

  /** Writes some columns and documents of a run. */
  update(key: RunKey, change: RunChange): void {
    const entries = Object.entries(change).filter(([, value]) => value !== undefined);
    const columns = entries.filter(([name]) => !isDocument(name));
    const documents = entries.filter(([name]) => isDocument(name));
    this.database.transaction(() => {
      const assignments = columns.map(([name]) => `${columnName(name)} = ?, `).join('');
      this.#prepare(`UPDATE runs SET ${assignments}revision = ${NEXT_REVISION} WHERE key = ?`).run(
        ...columns.map(([, value]) => toColumn(value)),
        key,
      );
      if (documents.length === 0) return;
      const assigned = documents.map(([name]) => `${name} = ?`).join(', ');
      this.#prepare(`UPDATE run_documents SET ${assigned} WHERE run = ?`).run(
        ...documents.map(([, value]) => JSON.stringify(value)),
        key,
      );
    })();
  }

  /**
   * Hands a run from one supervisor to another; of two processes that try, one succeeds.
   * @param from the supervisor that the caller saw
   */
  takeOver(key: RunKey, from: Supervisor | null, to: Supervisor): boolean {
    const { changes } = this.#prepare(
      `UPDATE runs SET supervisor = ?, revision = ${NEXT_REVISION} WHERE key = ? AND supervisor IS ?`,
    ).run(JSON.stringify(to), key, from && JSON.stringify(from));
    return changes === 1;
  }

  /** @throws RunNotFoundError */
  summary(id: string): RunSummary {
    const row = this.#prepare(`${SELECT_ROW} WHERE runs.id = ?`).get(id) as RunRow | undefined;
    if (!row) throw new RunNotFoundError(id);
    return this.#remember(row);
  }

  /** @returns the summaries of these rows in the same order; rows that did not change since are not read again */
  summaries(rows: readonly { readonly key: RunKey; readonly revision: number }[]): readonly RunSummary[] {
    const stale = rows.filter(({ key, revision }) => this.#summaries.get(key)?.revision !== revision);
    if (stale.length > 0) this.#load(stale.map(({ key }) => key));
    return rows.map(({ key }) => this.#summaries.get(key)!.summary);
  }

  // One statement for all of them: 10,000 single ones cost five times as much.
  #load(keys: readonly RunKey[]): void {
    const select = this.#prepare(`${SELECT_ROW} WHERE runs.key IN (SELECT value FROM json_each(?))`);
    for (const row of select.iterate(JSON.stringify(keys)) as IterableIterator<RunRow>) this.#remember(row);
  }

  /** @returns rows whose revision is later, in the order of change */
  changedSince(revision: number): readonly { readonly key: RunKey; readonly revision: number }[] {
    return this.#prepare('SELECT key, revision FROM runs WHERE revision > ? ORDER BY revision').all(revision) as {
      key: RunKey;
      revision: number;
    }[];
  }

  latestRevision(): number {
    return (this.#prepare('SELECT coalesce(max(revision), 0) AS revision FROM runs').get() as { revision: number })
      .revision;
  }

  /** @returns runs outside the trash */
  count(): number {
    return (this.#prepare('SELECT count(*) AS n FROM runs WHERE trashed_at IS NULL').get() as { n: number }).n;
  }

  #remember(row: RunRow): RunSummary {
    const summary = toRunSummary(row, this.#flatConfig(row.flat_config));
    this.#summaries.set(row.key, { revision: row.revision, summary });
    return summary;
  }

  // Runs that differ in the seed have the same configuration and lie next to each other: one object for all of them.
  #flatConfig(json: string): FlatConfig {
    if (this.#lastFlatConfig?.json === json) return this.#lastFlatConfig.flat;
    const flat = parseFlatConfig(json);
    this.#lastFlatConfig = { json, flat };
    return flat;
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function toHead(row: RunRow): RunHead {
  return {
    key: row.key,
    id: row.id,
    status: row.status as RunStatus,
    attemptCount: row.attempt_count,
    stopRequested: row.stop_requested === 1,
    supervisor: row.supervisor === null ? null : supervisorSchema.parse(JSON.parse(row.supervisor)),
  };
}
