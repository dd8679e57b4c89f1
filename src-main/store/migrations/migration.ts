import type { Database } from 'better-sqlite3';

/** One numbered change of the database layout. Once released it is never edited; a correction is a new migration. */
export interface Migration {
  /** `user_version` after it; the same number as in the file name. */
  readonly version: number;
  /** For the log, in words. */
  readonly title: string;
  /** Runs inside the transaction of the upgrade. */
  apply(database: Database): void;
}
