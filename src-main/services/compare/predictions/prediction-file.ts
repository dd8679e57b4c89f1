import { readFileSync, statSync } from 'node:fs';
import { PredictionsMissingError } from '#contract/errors/compare-errors';

/** Stored predictions by column, as text. */
export interface StoredPredictions {
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly rowCount: number;
}

/** Files that are kept read: a comparison asks for the same ones again and again. */
const MOST_CACHED = 64;
const cache = new Map<string, { readonly modifiedMs: number; readonly table: StoredPredictions }>();

/** @returns the fields of a CSV text (RFC 4180) by row */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  while (position < text.length) {
    let field: string;
    if (text[position] === '"') {
      let end = text.indexOf('"', position + 1);
      while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
      const stop = end < 0 ? text.length : end;
      field = text.slice(position + 1, stop).replaceAll('""', '"');
      position = stop + 1;
    } else {
      let stop = position;
      while (stop < text.length && text[stop] !== ',' && text[stop] !== '\n') stop += 1;
      field = text.slice(position, stop).replace(/\r$/, '');
      position = stop;
    }
    row.push(field);
    if (text[position] === ',') {
      position += 1;
      // A comma at the end of the text is followed by one more, empty field.
      if (position < text.length) continue;
      row.push('');
    }
    while (position < text.length && text[position] !== '\n' && text[position] !== ',') position += 1;
    position += 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

/**
 * Reads `predictions/<split>.csv`.
 * @throws PredictionsMissingError when it is not there or is no table
 */
export function readPredictions(file: string, runId: string): StoredPredictions {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) {
    throw new PredictionsMissingError(
      `Run ${runId} has no stored predictions at ${file}`,
      'Train the run again: predictions of validation and test are written when a run ends.',
      { run: runId, file },
    );
  }
  const known = cache.get(file);
  if (known?.modifiedMs === stat.mtimeMs) return known.table;
  const [header, ...rows] = parseCsv(readFileSync(file, 'utf8'));
  const broken = rows.findIndex((row) => row.length !== header?.length);
  if (!header || broken >= 0) {
    throw new PredictionsMissingError(
      `${file} is no table: line ${broken + 2} has ${rows[broken]?.length ?? 0} fields, the header ${header?.length ?? 0}`,
      'Train the run again; the file was changed after it was written.',
      { run: runId, file },
    );
  }
  const columns = new Map(header.map((name, index) => [name, rows.map((row) => row[index]!)]));
  const table = { columns, rowCount: rows.length };
  if (cache.size >= MOST_CACHED) cache.delete(cache.keys().next().value!);
  cache.set(file, { modifiedMs: stat.mtimeMs, table });
  return table;
}

/** @throws PredictionsMissingError naming the columns that are there */
export function columnOf(table: StoredPredictions, name: string): readonly string[] {
  const column = table.columns.get(name);
  if (column) return column;
  throw new PredictionsMissingError(
    `The stored predictions have no column ${name}`,
    `Use one of ${[...table.columns.keys()].join(', ')}.`,
  );
}
