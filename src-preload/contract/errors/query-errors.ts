import { WorkbenchError } from './workbench-error';

/** A query of the runs table that cannot be read; the place counts characters from 1. */
export class QuerySyntaxError extends WorkbenchError {
  readonly code = 'E-QUERY-SYNTAX';
  constructor(query: string, position: number, found: string, expected: string) {
    super(
      `The query is not understood at character ${position}: found ${found}, expected ${expected}.`,
      'Example: family = deep-set-ranker and validation.conference_spearman > 0.8 order by -created limit 20.',
      { query, position, found, expected },
    );
  }
}

/** A query names a column that no run has. */
export class QueryFieldError extends WorkbenchError {
  readonly code = 'E-QUERY-FIELD';
  constructor(query: string, position: number, field: string, nearest: string | undefined) {
    super(
      `No run has ${field} (character ${position} of the query).`,
      nearest === undefined
        ? 'Use a column such as status, seed, model_a.epochs or validation.conference_spearman.'
        : `Use ${nearest}.`,
      { query, position, field, nearest: nearest ?? null },
    );
  }
}

/** A comparison that does not fit its column, such as `seed ~ 4` or `status > done`. */
export class QueryTypeError extends WorkbenchError {
  readonly code = 'E-QUERY-TYPE';
  constructor(query: string, position: number, field: string, reason: string) {
    super(
      `${field} cannot be compared like this (character ${position} of the query): ${reason}.`,
      'Use =, !=, in (...) or ~ with words; <, <=, >, >= with numbers.',
      {
        query,
        position,
        field,
      },
    );
  }
}
