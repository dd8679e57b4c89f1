/** A column of a plain-text table. */
export interface TextColumn<Row> {
  readonly header: string;
  readonly align: 'left' | 'right';
  readonly value: (row: Row) => string;
}

/**
 * A table of aligned columns for a terminal: header, rule, rows; two spaces between columns.
 * @returns one string a line
 */
export function textTable<Row>(columns: readonly TextColumn<Row>[], rows: readonly Row[]): string[] {
  const cells = rows.map((row) => columns.map((column) => column.value(row)));
  const widths = columns.map((column, index) =>
    Math.max(column.header.length, ...cells.map((line) => line[index]!.length)),
  );
  const format = (line: readonly string[]): string =>
    line
      .map((cell, index) =>
        columns[index]!.align === 'left' ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!),
      )
      .join('  ')
      .trimEnd();
  return [
    format(columns.map((column) => column.header)),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...cells.map(format),
  ];
}
