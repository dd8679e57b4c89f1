import { untrainedBaselineOf } from '#contract/compare';
import type {
  ComparedGroup,
  Comparison,
  ComparisonTable,
  ConfigDifference,
  SecondOpinion,
  SeedCurves,
} from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { signed } from '../claims';
import { curveChart, differenceChart } from './charts';
import { numberCell, textCell, type Report, type ReportCell, type ReportColumn, type ReportTable } from './report';

const VERDICT_WORDS: Readonly<Record<Comparison['verdict'], string>> = {
  better: 'better',
  worse: 'worse',
  'no-difference-shown': 'no difference shown',
  'cannot-be-shown': 'cannot be shown',
  'not-compared': 'not compared',
};

/** Words of a verdict; with the seeds that are needed where these cannot show anything. */
export function verdictWords({ verdict, n, seedsNeeded }: Comparison): string {
  const words = VERDICT_WORDS[verdict];
  return verdict === 'cannot-be-shown' ? `${words} with n = ${n}, needs ${seedsNeeded}` : words;
}

const pText = (value: number | null): string => (value === null ? 'n/a' : value < 0.001 ? '< 0.001' : value.toFixed(3));
const pCell = (value: number | null): ReportCell => ({ text: pText(value), value });

const left = (header: string): ReportColumn => ({ header, align: 'left' });
const right = (header: string): ReportColumn => ({ header, align: 'right' });
const inFiles = (header: string): ReportColumn => ({ header, align: 'right', isForFilesOnly: true });

function columnsOf({ metric, plannedComparisons, alpha }: ComparisonTable): readonly ReportColumn[] {
  return [
    left('Configuration'),
    right('n'),
    right(metricDescriptor(metric).label),
    inFiles('mean'),
    inFiles('sd'),
    inFiles('lower'),
    inFiles('upper'),
    inFiles('worst'),
    inFiles('best'),
    left('Pair'),
    right('Δ'),
    right('95 % interval'),
    inFiles('Δ lower'),
    inFiles('Δ upper'),
    right('p, paired t'),
    right('p, exact'),
    inFiles('p, Wilcoxon'),
    right(`p, Holm ${plannedComparisons}`),
    inFiles('smallest p'),
    right('d_z'),
    left(`Verdict at α = ${alpha}`),
    right('Parameters'),
    right('Time, s'),
  ];
}

function valueText({ mean, sd, n }: ComparedGroup, digits: number): string {
  if (mean === null) return 'n/a';
  return sd === null
    ? `${mean.toFixed(digits)} ${n === 1 ? 'one seed' : ''}`.trim()
    : `${mean.toFixed(digits)} ± ${sd.toFixed(digits)}`;
}

function groupCells(group: ComparedGroup, digits: number): readonly ReportCell[] {
  const { label, n, mean, sd, interval, worst, best, isBest } = group;
  return [
    textCell(label),
    { text: String(n), value: n },
    { text: valueText(group, digits), value: mean, isBold: isBest },
    numberCell(mean, digits),
    numberCell(sd, digits),
    numberCell(interval?.lower ?? null, digits),
    numberCell(interval?.upper ?? null, digits),
    numberCell(worst?.value ?? null, digits),
    numberCell(best?.value ?? null, digits),
  ];
}

function pairCells(comparison: Comparison | undefined, digits: number, isBaseline: boolean): readonly ReportCell[] {
  if (!comparison) {
    const nothing: ReportCell = { text: '', value: null };
    return [textCell(isBaseline ? 'reference' : ''), ...Array.from({ length: 11 }, () => nothing)];
  }
  const { aLabel, bLabel, difference, interval, pT, pExact, pWilcoxon, pHolm, minimalP, effect, verdict } = comparison;
  return [
    textCell(`${aLabel} − ${bLabel}`),
    { text: difference === null ? 'n/a' : signed(difference, digits), value: difference },
    {
      text: interval ? `[${signed(interval.lower, digits)}, ${signed(interval.upper, digits)}]` : 'n/a',
      value: interval ? `[${interval.lower}, ${interval.upper}]` : null,
    },
    numberCell(interval?.lower ?? null, digits),
    numberCell(interval?.upper ?? null, digits),
    pCell(pT),
    pCell(pExact),
    pCell(pWilcoxon),
    { ...pCell(pHolm), isBold: verdict === 'better' || verdict === 'worse' },
    numberCell(minimalP, 4),
    numberCell(effect, 2),
    textCell(verdictWords(comparison)),
  ];
}

/**
 * The table of groups, each with the comparison that belongs to its row: its own difference, else the one it is the reference of.
 * @param rowOf key of the group whose row a comparison is shown in
 */
export function comparisonTableOf(
  table: ComparisonTable,
  title: string,
  rowOf: (comparison: Comparison) => string = ({ a }) => a,
): ReportTable {
  const { digits } = metricDescriptor(table.metric);
  return {
    title,
    columns: columnsOf(table),
    rows: table.groups.map((group) => [
      ...groupCells(group, digits),
      ...pairCells(
        table.comparisons.find((comparison) => rowOf(comparison) === group.key),
        digits,
        group.isBaseline,
      ),
      {
        text: group.parameters === null ? 'n/a' : group.parameters.toLocaleString('en-US'),
        value: group.parameters,
      },
      numberCell(group.durationMs === null ? null : group.durationMs / 1000, 1),
    ]),
  };
}

function differenceTable({ groups, rows }: ConfigDifference): ReportTable {
  const plain = (value: string | null): string => value ?? 'not set';
  return {
    title: 'Configuration, only what differs',
    columns: [left('Key'), ...groups.map(({ label }) => left(label))],
    rows: rows.map(({ path, values }) => [
      textCell(path),
      ...values.map(({ value, isDifferent }) => textCell(plain(value), isDifferent)),
    ]),
  };
}

/** Bootstrap intervals of pairs, over clusters of the stored predictions. */
export function opinionTable(
  { comparisons, groups, metric }: ComparisonTable,
  opinions: readonly SecondOpinion[],
): ReportTable {
  const { digits } = metricDescriptor(metric);
  const range = ({ lower, upper }: SecondOpinion['bca']): ReportCell => ({
    text: `[${signed(lower, digits)}, ${signed(upper, digits)}]`,
    value: `[${lower}, ${upper}]`,
  });
  const nameOf = ({ a, b }: SecondOpinion): string => {
    const pair = comparisons.find((comparison) => comparison.a === a && comparison.b === b);
    if (pair) return `${pair.aLabel} − ${pair.bLabel}`;
    const label = groups.find(({ key }) => key === a)?.label ?? a;
    return `${label} − ${untrainedBaselineOf(b) ?? b}`;
  };
  return {
    title: 'Second opinion: paired bootstrap over clusters of the stored predictions',
    columns: [
      left('Pair'),
      left('Clusters'),
      right('Resamples'),
      right('Δ'),
      right('Percentile 95 %'),
      right('BCa 95 %'),
      right('McNemar p'),
    ],
    rows: opinions.map((opinion) => [
      textCell(nameOf(opinion)),
      textCell(`${opinion.clusters} × ${opinion.clusterColumn}`),
      { text: opinion.resamples.toLocaleString('en-US'), value: opinion.resamples },
      { text: signed(opinion.difference, digits), value: opinion.difference },
      range(opinion.percentile),
      range(opinion.bca),
      pCell(opinion.mcnemarP),
    ]),
  };
}

/** Everything that leaves the program about a comparison. */
export function comparisonReport({
  table,
  difference,
  curves,
  opinions,
}: {
  readonly table: ComparisonTable;
  readonly difference: ConfigDifference;
  readonly curves: SeedCurves;
  readonly opinions: readonly SecondOpinion[];
}): Report {
  const { label } = metricDescriptor(table.metric);
  const [differences, lines] = [differenceChart(table), curveChart(curves)];
  return {
    title: `${label}, ${table.split}`,
    subtitle: `${table.groups.length} groups over seeds, ${table.checkpoint} checkpoint, ${table.plannedComparisons} planned ${table.plannedComparisons === 1 ? 'comparison' : 'comparisons'}, α = ${table.alpha}`,
    tables: [
      comparisonTableOf(table, `${label} by configuration`),
      ...(opinions.length > 0 ? [opinionTable(table, opinions)] : []),
      ...(difference.rows.length > 0 ? [differenceTable(difference)] : []),
    ],
    charts: [
      ...(differences === null ? [] : [{ title: 'Differences', svg: differences }]),
      ...(lines === null ? [] : [{ title: `${label} by epoch`, svg: lines }]),
    ],
    claims: table.comparisons.map(({ claim }) => claim),
    notes: [...table.notes, 'Only a p after Holm counts; a high p never means that a component can go.'],
  };
}
