import { describe, expect, it } from 'vitest';
import { TABLE_WRITERS } from '../../../../src-renderer/lib/table-text';
import { compareValues } from '../../../../src-renderer/ui/table/compare-values';
import type { DataColumn } from '../../../../src-renderer/ui/table/data-column';
import { tableAction } from '../../../../src-renderer/ui/table/table-keys';
import { tableTextOf } from '../../../../src-renderer/ui/table/table-rows';

describe('compareValues', () => {
  const sorted = (values: readonly (number | string | null)[], descending: boolean) =>
    [...values].sort((a, b) => compareValues(a, b, descending));

  it('puts missing values last in both directions', () => {
    expect(sorted([3, null, 1, NaN, 2], false)).toEqual([1, 2, 3, null, NaN]);
    expect(sorted([3, null, 1, NaN, 2], true)).toEqual([3, 2, 1, null, NaN]);
  });

  it('sorts words as a person does', () => {
    expect(sorted(['seed 10', 'Seed 9', 'seed 1'], false)).toEqual(['seed 1', 'Seed 9', 'seed 10']);
  });
});

describe('tableAction', () => {
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

  it('moves inside the rows', () => {
    expect(tableAction(press('ArrowDown'), -1, 5, 3)).toEqual({ kind: 'move', index: 0 });
    expect(tableAction(press('ArrowDown'), 4, 5, 3)).toEqual({ kind: 'move', index: 4 });
    expect(tableAction(press('PageDown'), 0, 5, 3)).toEqual({ kind: 'move', index: 3 });
    expect(tableAction(press('End'), 0, 5, 3)).toEqual({ kind: 'move', index: 4 });
  });

  it('chooses with Space, opens with Enter, leaves Ctrl Enter to the command that starts a run', () => {
    expect(tableAction(press(' '), 0, 5, 3)).toEqual({ kind: 'toggle' });
    expect(tableAction(press('Enter'), 0, 5, 3)).toEqual({ kind: 'open' });
    expect(tableAction(press('Enter', true), 0, 5, 3)).toBeNull();
    expect(tableAction(press('x'), 0, 5, 3)).toBeNull();
  });
});

describe('a table as text', () => {
  const columns: readonly DataColumn<{ name: string; value: string }>[] = [
    { id: 'name', title: 'Name', align: 'left', width: 100, text: ({ name }) => name },
    { id: 'rmse', title: 'Rank RMSE', unit: 'ranks', align: 'right', width: 80, text: ({ value }) => value },
  ];
  const text = tableTextOf(columns, [
    { name: 'run_021 & co', value: '0.2059 ± 0.0044' },
    { name: 'difference', value: '−0.0137' },
  ]);

  it('writes TSV that a sheet reads as numbers', () => {
    expect(TABLE_WRITERS.tsv(text)).toBe('Name\tRank RMSE (ranks)\nrun_021 & co\t0.2059 ± 0.0044\ndifference\t-0.0137');
  });

  it('writes Markdown with numbers to the right', () => {
    expect(TABLE_WRITERS.markdown(text).split('\n')[1]).toBe('| --- | ---: |');
  });

  it('writes LaTeX with booktabs and escaped signs', () => {
    const latex = TABLE_WRITERS.latex(text);
    expect(latex).toContain('\\begin{tabular}{lr}\n  \\toprule');
    expect(latex).toContain('run\\_021 \\& co & 0.2059 $\\pm$ 0.0044 \\\\');
    expect(latex).toContain('difference & $-$0.0137 \\\\');
  });
});
