/**
 * What a column holds. `integer`: whole numbers of 32 bits. `decimal`: any finite number. `optional-decimal`: the same,
 * or nothing (empty, `NA` or `NaN`), which is kept as NaN. `date`: YYYY-MM-DD, kept as day numbers. `text`: any text,
 * kept as a dictionary.
 */
export type ColumnKind = 'integer' | 'decimal' | 'optional-decimal' | 'date' | 'text';

/** A text column: each distinct text once, and one code a row. */
export interface TextColumn {
  readonly values: readonly string[];
  /** Row to position in `values`. */
  readonly codes: Int32Array;
}

/** The array that a column of a kind is read into; one element a row. */
export type ColumnData<K extends ColumnKind> = K extends 'text'
  ? TextColumn
  : K extends 'decimal' | 'optional-decimal'
    ? Float64Array
    : Int32Array;

/** The columns to read from a file, by header name; other columns are ignored. */
export type ColumnSpec = Readonly<Record<string, ColumnKind>>;

/** A file in memory, column by column. */
export interface Table<S extends ColumnSpec> {
  /** Name for messages, without folder. */
  readonly file: string;
  readonly rowCount: number;
  readonly columns: { readonly [K in keyof S]: ColumnData<S[K]> };
  /** Line of each row in the file; counts from 1. */
  readonly lines: Int32Array;
}
