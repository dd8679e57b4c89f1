import type { Comparison, ComparisonTable } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { formatCount, formatDifference, formatNumber } from '../../lib/format';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { canClaim, intervalText, pText } from './comparison-words';
import { differenceAxis } from './difference-axis';
import { DifferenceMark } from './difference-mark';
import { VerdictText } from './verdict-text';

export const pairKey = ({ a, b }: Pick<Comparison, 'a' | 'b'>): string => `${a}|${b}`;

export interface TestsTableProps {
  readonly table: ComparisonTable;
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
  readonly onShareSeeds: () => void;
}

/** A row a pair over the same seeds; a pair that is refused says why and what to do. */
export function TestsTable({ table, selected, onSelect, onShareSeeds }: TestsTableProps) {
  const axis = differenceAxis(table.comparisons);
  const { digits } = metricDescriptor(table.metric);
  return (
    <table className="compare-table" aria-label="Paired tests">
      <thead>
        <tr>
          <th scope="col">Pair</th>
          <th scope="col" className="right">
            n
          </th>
          <th scope="col" className="compare-axis">
            <span className="row-between number text-3">
              <span>{formatDifference(axis[0], digits)}</span>
              <span>{formatDifference(axis[1], digits)}</span>
            </span>
          </th>
          <th scope="col" className="right">
            Δ
          </th>
          <th scope="col" className="right">
            95 % interval
          </th>
          <th scope="col" className="right">
            p, paired t
          </th>
          <th scope="col" className="right">
            p, exact
          </th>
          <th scope="col" className="right">
            p, Holm {table.plannedComparisons}
          </th>
          <th scope="col" className="right">
            smallest p
          </th>
          <th scope="col" className="right">
            d<sub>z</sub>
          </th>
          <th scope="col">Verdict at α = {table.alpha}</th>
        </tr>
      </thead>
      <tbody>
        {table.comparisons.map((comparison) => (
          <TestRow
            key={pairKey(comparison)}
            comparison={comparison}
            digits={digits}
            axis={axis}
            isSelected={pairKey(comparison) === selected}
            onSelect={() => onSelect(pairKey(comparison))}
            onShareSeeds={onShareSeeds}
          />
        ))}
      </tbody>
    </table>
  );
}

function TestRow({
  comparison,
  digits,
  axis,
  isSelected,
  onSelect,
  onShareSeeds,
}: {
  readonly comparison: Comparison;
  readonly digits: number;
  readonly axis: ReturnType<typeof differenceAxis>;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onShareSeeds: () => void;
}) {
  const { refusal } = comparison;
  const p = canClaim(comparison) ? 'right number' : 'right number text-3';
  const name = (
    <th scope="row">
      <button type="button" className="compare-row-button ellipsis" aria-pressed={isSelected} onClick={onSelect}>
        {comparison.aLabel} − {comparison.bLabel}
      </button>
    </th>
  );
  if (refusal !== null) {
    return (
      <tr data-selected={isSelected || undefined}>
        {name}
        <td colSpan={10} className="compare-refusal">
          <span className="row">
            <Icon name="warning" size={14} className="tone-warn" />
            <span className="grow">
              {refusal.message} <span className="text-2">Next: {refusal.nextStep}</span>
            </span>
            {refusal.code === 'E-COMPARE-SEEDS' && hasShared(comparison) && (
              <Button size="small" onClick={onShareSeeds}>
                Compare shared seeds
              </Button>
            )}
          </span>
        </td>
      </tr>
    );
  }
  return (
    <tr data-selected={isSelected || undefined} onClick={onSelect}>
      {name}
      <td className="right number">{formatCount(comparison.n)}</td>
      <td className="compare-axis">
        <DifferenceMark comparison={comparison} axis={axis} />
      </td>
      <td className="right number">{formatDifference(comparison.difference, digits)}</td>
      <td className="right number text-2">{intervalText(comparison.interval, digits, true)}</td>
      <td className={p}>{pText(comparison.pT)}</td>
      <td className={p}>{pText(comparison.pExact)}</td>
      <td className={p}>{pText(comparison.pHolm)}</td>
      <td className={`right number ${canClaim(comparison) ? 'text-3' : 'tone-warn'}`}>{pText(comparison.minimalP)}</td>
      <td className="right number">{formatNumber(comparison.effect, 2)}</td>
      <td>
        <VerdictText comparison={comparison} />
      </td>
    </tr>
  );
}

const hasShared = ({ refusal }: Comparison): boolean => {
  const shared = refusal?.details['shared'];
  return Array.isArray(shared) && shared.length > 0;
};
