import type { Ladder, LadderTable } from '#contract/config/ladder';
import { metricDescriptor } from '#contract/metrics';
import type { AblationMatrix, LadderState } from '#contract/stages';
import { standardDeviation } from '../../statistics/moments';
import { cellValues } from '../../stages/cell-values';
import type { Cell } from '../../stages/evidence';
import { directionSign } from '../../stages/tuning';
import { ablationCells } from '../../stages/ablation-plan';
import { matrixBase, planLadder } from '../../stages/ladder-state';
import { signed } from '../compare/claims';
import { textCell, type Report, type ReportCell, type ReportTable } from '../compare/tables/report';
import { verdictWords } from '../compare/tables/comparison-report';
import type { WorkspaceEvidence } from './workspace-evidence';

const left = (header: string) => ({ header, align: 'left' as const });
const right = (header: string) => ({ header, align: 'right' as const });

function boardTable({ stages }: LadderState): ReportTable {
  return {
    title: 'Checklist',
    columns: [left('Stage'), left('Item'), left('State'), left('Found'), left('Evidence')],
    rows: stages.flatMap(({ name, items }) =>
      items.map(({ question, state, isAnswered, finding, because, evidence }) => [
        textCell(name),
        textCell(question),
        textCell(state === 'open' && isAnswered ? 'answered: no' : state),
        textCell(because === '' ? finding : `${finding}. ${because}`),
        textCell(
          evidence.length > 3
            ? `${evidence.slice(0, 3).join(', ')} and ${evidence.length - 3} more`
            : evidence.join(', '),
        ),
      ]),
    ),
  };
}

function decisionTable({ stages }: LadderState): ReportTable {
  return {
    title: 'Decisions',
    columns: [left('Stage'), left('State'), left('Goes on'), left('By'), left('Because'), left('Seen'), left('Wrote')],
    rows: stages.flatMap(({ name, decision }) => {
      if (!decision) return [];
      const { state, taken, because } = decision;
      return [
        [
          textCell(name),
          textCell(state),
          textCell(taken ? (taken.choose ?? 'the base') : ''),
          textCell(taken?.by ?? ''),
          textCell([taken?.because ?? '', taken?.note ?? '', because].filter(Boolean).join(' ')),
          textCell((taken?.numbers ?? []).map(({ text }) => text).join('; ')),
          textCell(taken?.wrote ?? ''),
        ],
      ];
    }),
  };
}

interface ColumnValue {
  readonly values: ReadonlyMap<number, number>;
}

function columnValue(cell: Cell, column: LadderTable['columns'][number], evidence: WorkspaceEvidence): ColumnValue {
  const { metric, slice, value } = column;
  const runs = cellValues(evidence, cell, metric);
  const entries = [...runs].flatMap(([seed, { runId, value: whole }]) => {
    const measured = slice === null || value === null ? whole : evidence.sliceMetric(runId, metric, slice, value);
    return measured === null ? [] : [[seed, measured] as const];
  });
  return { values: new Map(entries) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @returns the best of some means; null where they are all the same, so that nothing stands out */
function bestOf(means: readonly number[], metric: string): number | null {
  if (new Set(means).size < 2) return null;
  return directionSign(metric) === 1 ? Math.max(...means) : Math.min(...means);
}

/** @returns the ready-made tables of a ladder: means over seeds, the best of each column in bold */
export function readyTables(ladder: Ladder, evidence: WorkspaceEvidence): readonly ReportTable[] {
  return ladder.tables.map((table) => {
    const cells = table.rows.flatMap((id) => cellOf(ladder, table, id, evidence) ?? []);
    const columns = table.columns.map((column) => {
      const values = cells.map((cell) => columnValue(cell, column, evidence));
      const means = values.flatMap(({ values: own }) => (own.size === 0 ? [] : [mean([...own.values()])]));
      return { column, values, best: bestOf(means, column.metric) };
    });
    return {
      title: table.title,
      columns: [left('Configuration'), right('n'), ...table.columns.map(({ header }) => right(header)), left('Notes')],
      rows: cells.map((cell, row) => [
        textCell(cell.label),
        { text: String(columns[0]!.values[row]!.values.size), value: columns[0]!.values[row]!.values.size },
        ...columns.map(({ column, values, best }) => valueCell(values[row]!, column.metric, best)),
        textCell(noteOf(columns[0]!.values[row]!, columns[0]!.values[0]!, columns[0]!.column, row)),
      ]),
    };
  });
}

function cellOf(ladder: Ladder, { stage }: LadderTable, id: string, evidence: WorkspaceEvidence): Cell | null {
  if (stage !== null) {
    const plan = planLadder(ladder, evidence).find((entry) => entry?.stage.id === stage);
    return plan?.variants.get(id) ?? null;
  }
  const base = ladder.ablations && matrixBase(ladder, evidence, ladder.experiment);
  if (!ladder.ablations || base === null) return null;
  return ablationCells(ladder, ladder.ablations, base).find((cell) => cell.id === id) ?? null;
}

function valueCell({ values }: ColumnValue, metric: string, best: number | null): ReportCell {
  if (values.size === 0) return { text: 'n/a', value: null };
  const numbers = [...values.values()];
  const { digits } = metricDescriptor(metric.slice(metric.indexOf('.') + 1));
  const spread = numbers.length < 2 ? ' one seed' : ` ± ${standardDeviation(numbers).toFixed(digits)}`;
  return { text: `${mean(numbers).toFixed(digits)}${spread}`, value: mean(numbers), isBold: mean(numbers) === best };
}

function noteOf(
  own: ColumnValue,
  reference: ColumnValue,
  { metric, header }: LadderTable['columns'][number],
  row: number,
): string {
  if (row === 0) return 'reference';
  const shared = [...own.values].flatMap(([seed, value]) => {
    const other = reference.values.get(seed);
    return other === undefined ? [] : [value - other];
  });
  if (shared.length === 0) return 'no shared seeds';
  const { digits } = metricDescriptor(metric.slice(metric.indexOf('.') + 1));
  return `${header} ${signed(mean(shared), digits)} over ${shared.length} shared ${shared.length === 1 ? 'seed' : 'seeds'}`;
}

const MARKS = { has: '●', 'taken-out': '✕', without: '○' } as const;

/** Raw values by seed, then the planned comparisons. */
export function matrixTables(matrix: AblationMatrix): readonly ReportTable[] {
  const { digits, label } = metricDescriptor(matrix.metric.slice(matrix.metric.indexOf('.') + 1));
  const seeds = [...new Set(matrix.rows.flatMap((row) => row.seeds.map(({ seed }) => seed)))];
  const means = matrix.rows.flatMap(({ group }) => group?.mean ?? []);
  const best = bestOf(means, matrix.metric);
  const p = (value: number | null): ReportCell => ({
    text: value === null ? 'n/a' : value < 0.001 ? '< 0.001' : value.toFixed(3),
    value,
  });
  const number = (value: number | null, isBold = false): ReportCell => ({
    text: value === null ? 'n/a' : value.toFixed(digits),
    value,
    isBold,
  });
  return [
    {
      title: `Ablations, ${label} by seed`,
      columns: [
        left('Id'),
        left('Configuration'),
        ...matrix.components.map(({ label: component }) => left(component)),
        ...seeds.map((seed) => right(`seed ${seed}`)),
        right('Mean'),
        right('sd'),
      ],
      rows: matrix.rows.map(({ id, label: configuration, components, group, seeds: states }) => [
        textCell(id),
        textCell(configuration),
        ...matrix.components.map((component) => textCell(MARKS[components[component.id]!])),
        ...seeds.map((seed): ReportCell => {
          const value = group?.values.find((entry) => entry.seed === seed)?.value;
          const state = states.find((entry) => entry.seed === seed)?.state ?? 'missing';
          return value === undefined ? { text: state === 'done' ? 'n/a' : state, value: null } : number(value);
        }),
        number(group?.mean ?? null, group !== null && group.mean === best),
        number(group?.sd ?? null),
      ]),
    },
    {
      title: `Planned comparisons, Holm over ${matrix.plannedComparisons}, α = ${matrix.alpha}`,
      columns: [
        left('Pair'),
        right('n'),
        right('Δ'),
        right('95 % interval'),
        right('p, paired t'),
        right('p, exact'),
        right('p, Holm'),
        right('d_z'),
        left('Verdict'),
      ],
      rows: matrix.comparisons.map((comparison) => [
        textCell(`${comparison.aLabel} − ${comparison.bLabel}`),
        { text: String(comparison.n), value: comparison.n },
        {
          text: comparison.difference === null ? 'n/a' : signed(comparison.difference, digits),
          value: comparison.difference,
        },
        textCell(
          comparison.interval
            ? `[${signed(comparison.interval.lower, digits)}, ${signed(comparison.interval.upper, digits)}]`
            : 'n/a',
        ),
        p(comparison.pT),
        p(comparison.pExact),
        p(comparison.pHolm),
        { text: comparison.effect === null ? 'n/a' : comparison.effect.toFixed(2), value: comparison.effect },
        textCell(verdictWords(comparison)),
      ]),
    },
  ];
}

const incompleteNote = ({ incomplete, plannedComparisons }: AblationMatrix): readonly string[] =>
  incomplete === 0 ? [] : [`${incomplete} of ${plannedComparisons} planned comparisons are incomplete.`];

/** The ablation matrix alone. */
export function matrixReport(matrix: AblationMatrix): Report {
  return {
    title: `${matrix.name}, ablations`,
    subtitle: `${matrix.metric}, ${matrix.progress.done} of ${matrix.progress.total} runs done`,
    tables: matrixTables(matrix),
    charts: [],
    claims: matrix.comparisons.map(({ claim }) => claim),
    notes: [
      ...incompleteNote(matrix),
      ...(matrix.refusal ? [`${matrix.refusal.message} ${matrix.refusal.nextStep}`] : []),
      'Only a p after Holm counts; a high p never means that a component can go.',
    ],
  };
}

/** Everything about a ladder on one page. */
export function ladderReport(
  ladder: Ladder,
  state: LadderState,
  matrix: AblationMatrix | null,
  evidence: WorkspaceEvidence,
): Report {
  const lost = state.stages.flatMap(({ items }) => items.filter((item) => item.state === 'superseded'));
  return {
    title: ladder.name,
    subtitle: `${state.met} of ${state.total} items met or overruled; compared on ${ladder.metric} over seeds ${ladder.seeds.join(', ')}`,
    tables: [
      ...(ladder.stages.length > 0 ? [boardTable(state), decisionTable(state)] : []),
      ...readyTables(ladder, evidence),
      ...(matrix ? matrixTables(matrix) : []),
    ],
    charts: [],
    claims: matrix?.comparisons.map(({ claim }) => claim) ?? [],
    notes: [
      ...(lost.length > 0 ? [`Evidence lost for ${lost.map(({ id }) => id).join(', ')}.`] : []),
      ...(matrix ? incompleteNote(matrix) : []),
    ],
  };
}
