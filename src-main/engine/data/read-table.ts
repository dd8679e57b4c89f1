import { EmptyDataFileError, MissingColumnError, RowLengthError } from '#contract/errors/data-errors';
import { COLUMN_BUILDERS } from './column-builders';
import type { ColumnBuilder } from './column-builders';
import type { ColumnSpec, Table } from './column-kinds';
import { CsvFields } from './csv-fields';
import type { DataProblems } from './data-problems';
import { readDataFile } from './read-data-file';

const NEWLINE = 0x0a;

interface NamedBuilder {
  readonly name: string;
  readonly builder: ColumnBuilder;
}

/**
 * Reads a comma-separated file with a header into typed columns. Rows that cannot be read are reported and left out,
 * so that all of them are named at once; the caller decides when to refuse the source.
 *
 * @param folder  folder of the source
 * @param file    name inside it; `.gz` is decompressed
 * @param spec    columns to read; others are ignored
 * @param problems receives one problem a wrong row
 * @throws DataFileUnreadableError, EmptyDataFileError, MissingColumnError: nothing of such a file can be read
 */
export function readTable<S extends ColumnSpec>(
  folder: string,
  file: string,
  spec: S,
  problems: DataProblems,
): Table<S> {
  const bytes = readDataFile(folder, file);
  const fields = new CsvFields(bytes);
  if (!fields.nextRow()) throw new EmptyDataFileError(file);
  const header = readHeader(fields);
  const capacity = countLines(bytes);
  const builders = buildersByPosition(header, spec, file, capacity);
  const lines = new Int32Array(capacity);
  let rowCount = 0;
  while (fields.nextRow()) {
    lines[rowCount] = fields.line;
    if (readRow(fields, builders, rowCount, file, problems)) rowCount += 1;
  }
  // A file whose every row is wrong is reported row by row, not as empty.
  if (rowCount === 0) {
    problems.throwIfAny();
    throw new EmptyDataFileError(file);
  }
  return { file, rowCount, columns: finishColumns<S>(builders, rowCount), lines: lines.subarray(0, rowCount) };
}

function readHeader(fields: CsvFields): string[] {
  const header: string[] = [];
  do {
    fields.nextField();
    header.push(fields.text().trim());
  } while (!fields.isRowEnd);
  return header;
}

function countLines(bytes: Uint8Array): number {
  let lines = 1;
  for (let position = bytes.indexOf(NEWLINE); position >= 0; position = bytes.indexOf(NEWLINE, position + 1))
    lines += 1;
  return lines;
}

function buildersByPosition(
  header: readonly string[],
  spec: ColumnSpec,
  file: string,
  capacity: number,
): readonly (NamedBuilder | null)[] {
  const missing = Object.keys(spec).find((name) => !header.includes(name));
  if (missing !== undefined) throw new MissingColumnError(file, missing, header);
  return header.map((name) => {
    const kind = spec[name];
    return kind === undefined ? null : { name, builder: COLUMN_BUILDERS[kind](capacity) };
  });
}

/** @returns whether the row was read; a row with several faults is reported once, by its first */
function readRow(
  fields: CsvFields,
  builders: readonly (NamedBuilder | null)[],
  row: number,
  file: string,
  problems: DataProblems,
): boolean {
  let count = 0;
  let isRead = true;
  do {
    fields.nextField();
    const column = builders[count];
    count += 1;
    if (column && isRead && !column.builder.read(fields, row)) {
      problems.add(column.builder.problem({ file, line: fields.line }, column.name, fields.text()));
      isRead = false;
    }
  } while (!fields.isRowEnd);
  if (count === builders.length) return isRead;
  if (isRead) problems.add(new RowLengthError({ file, line: fields.line }, count, builders.length));
  return false;
}

function finishColumns<S extends ColumnSpec>(
  builders: readonly (NamedBuilder | null)[],
  rowCount: number,
): Table<S>['columns'] {
  const columns = builders
    .filter((column) => column !== null)
    .map(({ name, builder }) => [name, builder.finish(rowCount)] as const);
  // Each builder was chosen by the column's kind, which the compiler cannot follow through the header's order.
  return Object.fromEntries(columns) as Table<S>['columns'];
}
