import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EmptyDataFileError, MissingColumnError } from '#contract/errors/data-errors';
import { WorkbenchError } from '#contract/errors/workbench-error';
import { DataProblems } from '../../../../src-main/engine/data/data-problems';
import { dateText, dayNumber } from '../../../../src-main/engine/data/day-number';
import { readTable } from '../../../../src-main/engine/data/read-table';

const SPEC = { id: 'text', day: 'date', count: 'integer', share: 'decimal' } as const;

function read(content: string | Uint8Array, file = 'rows.csv') {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-table-'));
  writeFileSync(path.join(folder, file), content);
  const problems = new DataProblems();
  return { table: readTable(folder, file, SPEC, problems), problems };
}

/** @returns the error that reading or the collected problems throw */
function errorOf(content: string | Uint8Array, file?: string): WorkbenchError {
  try {
    read(content, file).problems.throwIfAny();
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('readTable', () => {
  it('reads quotes, doubled quotes, commas and newlines inside quotes, CRLF and a byte order mark', () => {
    const { table } = read(
      '\uFEFFid,extra,day,count,share\r\n"a,""b""",x,2024-02-29,-7,0.5\r\n\r\n"two\nlines",,1969-12-31,2147483647,-1e3\r\nlast,x,2020-01-01,0,7',
    );
    expect(table.rowCount).toBe(3);
    expect([...table.columns.id.codes].map((code) => table.columns.id.values[code])).toEqual([
      'a,"b"',
      'two\nlines',
      'last',
    ]);
    expect([...table.columns.day].map(dateText)).toEqual(['2024-02-29', '1969-12-31', '2020-01-01']);
    expect([...table.columns.count]).toEqual([-7, 2147483647, 0]);
    expect([...table.columns.share]).toEqual([0.5, -1000, 7]);
    // The blank line and the newline inside quotes count as lines.
    expect([...table.lines]).toEqual([2, 4, 6]);
  });

  it('reads a compressed file as the plain one', () => {
    const text = 'id,day,count,share\nx,2020-01-01,3,0.25\n';
    expect(read(gzipSync(text), 'rows.csv.gz').table.columns).toEqual(read(text).table.columns);
  });

  it('names file, line, column and value of text in a number column', () => {
    const error = errorOf('id,day,count,share\nx,2020-01-01,3,0\ny,2020-01-01,three,0\n');
    expect(error.code).toBe('E-DATA-NOT-A-NUMBER');
    expect(error.message).toBe('rows.csv:3: count is "three", expected a whole number.');
    expect(error.details).toMatchObject({ file: 'rows.csv', line: 3, column: 'count' });
    expect(errorOf('id,day,count,share\nx,2020-01-01,3,\n').message).toBe(
      'rows.csv:2: share is "", expected a number.',
    );
  });

  it.each(['2147483648', '1.5', '', '-', '1 ', '+1'])('refuses %j as a whole number', (value) => {
    expect(errorOf(`id,day,count,share\nx,2020-01-01,${value},0\n`).code).toBe('E-DATA-NOT-A-NUMBER');
  });

  it.each(['2023-02-29', '2023-2-01', '01.02.2023', '2023-13-01', '2023-04-31', ''])('refuses the date %j', (value) => {
    expect(errorOf(`id,day,count,share\nx,${value},1,0\n`)).toMatchObject({ code: 'E-DATA-NOT-A-DATE' });
  });

  it('names every wrong row at once, with the code of the first', () => {
    const error = errorOf('id,day,count,share\nx,2020-01-01,a,0\ny,nie,1,0\nz,2020-01-01,1\n');
    expect(error.code).toBe('E-DATA-NOT-A-NUMBER');
    expect(error.message.split('\n')).toEqual([
      '3 rows are wrong:',
      'rows.csv:2: count is "a", expected a whole number.',
      'rows.csv:3: day is "nie", expected a date written YYYY-MM-DD.',
      'rows.csv:4 has 3 fields, its header has 4.',
    ]);
  });

  it('counts more than twenty wrong rows without naming them all', () => {
    const error = errorOf(`id,day,count,share\n${'x,2020-01-01,a,0\n'.repeat(25)}`);
    expect(error.details).toMatchObject({ total: 25 });
    expect(error.message).toContain('(and 5 more)');
  });

  it('refuses a missing column, an empty file and a header alone', () => {
    expect(errorOf('id,day,count\nx,2020-01-01,1\n')).toBeInstanceOf(MissingColumnError);
    expect(errorOf('id,day,count\nx,2020-01-01,1\n').message).toBe(
      'rows.csv:1 has no column share; it has id, day, count.',
    );
    expect(errorOf('')).toBeInstanceOf(EmptyDataFileError);
    expect(errorOf('id,day,count,share\n')).toBeInstanceOf(EmptyDataFileError);
  });

  it('says that a cut compressed file cannot be read', () => {
    const whole = gzipSync('id,day,count,share\nx,2020-01-01,3,0.25\n');
    expect(errorOf(whole.subarray(0, 20), 'rows.csv.gz')).toMatchObject({ code: 'E-DATA-FILE-UNREADABLE' });
  });
});

describe('dayNumber', () => {
  it('counts days from 1970 over leap years', () => {
    expect([
      dayNumber('1970-01-01'),
      dayNumber('1970-02-01'),
      dayNumber('2024-03-01') - dayNumber('2024-02-28'),
    ]).toEqual([0, 31, 2]);
  });
});
