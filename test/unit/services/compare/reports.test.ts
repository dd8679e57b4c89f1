import { describe, expect, it } from 'vitest';
import { comparisonRequestSchema } from '#contract/compare';
import { buildComparison } from '../../../../src-main/services/compare/build-comparison';
import { configDifference } from '../../../../src-main/services/compare/config-difference';
import { seedCurves } from '../../../../src-main/services/compare/seed-curves';
import { selectCompared } from '../../../../src-main/services/compare/select-compared';
import { comparisonReport } from '../../../../src-main/services/compare/tables/comparison-report';
import { parseCsv } from '../../../../src-main/services/compare/predictions/prediction-file';
import { writeReport } from '../../../../src-main/services/compare/tables/write-report';
import { Store } from '../../../../src-main/store/store';
import { storeHandValues } from '../../../support/finished-runs';

function handReport() {
  const store = Store.open(':memory:');
  storeHandValues(store);
  const request = comparisonRequestSchema.parse({ query: '' });
  const { table, groups, baseline, reference } = buildComparison(store, selectCompared(store, request), request);
  const report = comparisonReport({
    table,
    difference: configDifference(groups, baseline),
    curves: seedCurves(store, groups, reference),
    opinions: [],
  });
  store.close();
  return report;
}

describe('a comparison leaves the program', () => {
  it('as CSV with one line a group and full precision', () => {
    const [header, base, pooled] = parseCsv(writeReport(handReport(), 'csv'));
    const at = (row: readonly string[], name: string) => row[header!.indexOf(name)];
    expect(at(base!, 'Pair')).toBe('reference');
    expect(Number(at(pooled!, 'Δ'))).toBeCloseTo(0.013, 12);
    expect(Number(at(pooled!, 'p, paired t'))).toBeCloseTo(0.07535, 5);
    expect(at(pooled!, 'Verdict at α = 0.05')).toBe('cannot be shown with n = 3, needs 6');
  });

  it('as TSV with the same columns', () => {
    const lines = writeReport(handReport(), 'tsv').trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => line.split('\t').length)).size).toBe(1);
  });

  it('as Markdown with the best mean in bold and only the keys that differ', () => {
    const text = writeReport(handReport(), 'markdown');
    expect(text).toContain('| pooling | 3 | **0.7230 ± 0.0096** |');
    expect(text).toContain('| model_a.dropout | 0.2 | **0.4** |');
  });

  it('as LaTeX in the rules of booktabs, special characters escaped', () => {
    const text = writeReport(handReport(), 'latex');
    expect(text).toContain('\\toprule');
    expect(text).toContain('\\textbf{0.7230 $\\pm$ 0.0096}');
    expect(text).toContain('model\\_a.dropout');
    expect(text).toContain('95 \\% interval');
  });

  it('as one HTML file with its chart inside and nothing from elsewhere', () => {
    const text = writeReport(handReport(), 'html');
    expect(text).toMatch(/<svg[^>]*role="img"/);
    expect(text).not.toMatch(/<script|https?:\/\/|<link|<img/);
    expect(text).toContain('What may be claimed');
  });
});
