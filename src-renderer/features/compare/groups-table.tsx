import type { ComparedGroup, ComparisonTable } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { formatCount, formatDuration, formatNumber, NOT_AVAILABLE } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { Chip } from '../../ui/chip';
import { Icon } from '../../ui/icon';
import { NumberText } from '../../ui/number';
import { intervalText } from './comparison-words';
import { boldGroups, markOf, type PinnedBaseline } from './group-marks';

/** Further metrics of the part, each a column. */
const OTHER_METRICS = 3;

export interface GroupsTableProps {
  readonly table: ComparisonTable;
  readonly baselines: readonly PinnedBaseline[];
  readonly onCompareWith: (key: string) => void;
}

/** What was measured: a row a group, baselines that need no training on top. */
export function GroupsTable({ table, baselines, onCompareWith }: GroupsTableProps) {
  const { label, unit, digits } = metricDescriptor(table.metric);
  const bold = boldGroups(table.groups, table.direction);
  const others = [...new Set(table.groups.flatMap(({ metrics }) => Object.keys(metrics)))]
    .filter((id) => id !== table.metric && id !== 'loss' && id !== 'n' && id !== 'clusters')
    .slice(0, OTHER_METRICS);
  return (
    <table className="compare-table" aria-label="Groups">
      <thead>
        <tr>
          <th scope="col">Configuration</th>
          <th scope="col" className="right">
            n
          </th>
          <th scope="col" className="right">
            {unit === '' ? label : `${label}, ${unit}`}
          </th>
          <th scope="col" className="right">
            95 % interval
          </th>
          <th scope="col" className="right">
            Worst seed
          </th>
          <th scope="col" className="right">
            Best seed
          </th>
          {others.map((id) => (
            <th key={id} scope="col" className="right">
              {metricDescriptor(id).label}
            </th>
          ))}
          <th scope="col" className="right">
            Parameters
          </th>
          <th scope="col" className="right">
            Time a run
          </th>
        </tr>
      </thead>
      <tbody>
        {baselines.map(({ id, name, metrics }) => (
          <tr key={id} className="compare-pinned">
            <th scope="row">
              <span className="row text-2">
                <Icon name="pin" size={12} />
                {name}
              </span>
            </th>
            <td />
            <td className="right">
              <NumberText value={formatNumber(metrics[table.metric], digits)} detail="no spread" />
            </td>
            <td colSpan={3} />
            {others.map((other) => (
              <td key={other} className="right">
                <NumberText value={formatNumber(metrics[other], metricDescriptor(other).digits)} />
              </td>
            ))}
            <td colSpan={2} />
          </tr>
        ))}
        {table.groups.map((group) => (
          <tr key={group.key}>
            <th scope="row">
              <span className="row">
                <span className="medium ellipsis" title={group.label}>
                  {group.label}
                </span>
                {group.isBaseline ? (
                  <Chip tone="outline">compared against</Chip>
                ) : (
                  <button
                    type="button"
                    className="compare-link"
                    aria-label={`Compare against ${group.label}`}
                    title="Compare all against this one"
                    onClick={() => onCompareWith(group.key)}
                  >
                    <Icon name="compare" size={14} />
                  </button>
                )}
                <Excluded group={group} />
              </span>
            </th>
            <td className="right number">{formatCount(group.n)}</td>
            <td className="right">
              <MeanText
                group={group}
                digits={digits}
                isBold={bold.has(group.key)}
                mark={markOf(group.key, table.comparisons)}
              />
            </td>
            <td className="right number text-2">
              {group.n === 1 ? <span className="text-3">one seed</span> : intervalText(group.interval, digits)}
            </td>
            <SeedCell value={group.n > 1 ? group.worst : null} digits={digits} />
            <SeedCell value={group.best} digits={digits} />
            {others.map((id) => (
              <td key={id} className="right">
                <OtherMetric group={group} id={id} />
              </td>
            ))}
            <td className="right number">{formatCount(group.parameters)}</td>
            <td className="right number">{formatDuration(group.durationMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MeanText({
  group: { mean, sd },
  digits,
  isBold,
  mark,
}: {
  readonly group: ComparedGroup;
  readonly digits: number;
  readonly isBold: boolean;
  readonly mark: string;
}) {
  if (mean === null) return <NumberText value={NOT_AVAILABLE} />;
  const spread = sd === null ? 'one seed' : `± ${formatNumber(sd, digits)}`;
  return <NumberText value={`${formatNumber(mean, digits)}${mark}`} detail={spread} best={isBold} />;
}

function OtherMetric({ group, id }: { readonly group: ComparedGroup; readonly id: string }) {
  const value = group.metrics[id];
  const { digits } = metricDescriptor(id);
  if (value === undefined) return <NumberText value={NOT_AVAILABLE} />;
  return (
    <NumberText
      value={formatNumber(value.mean, digits)}
      {...(value.sd === null ? {} : { detail: `± ${formatNumber(value.sd, digits)}` })}
    />
  );
}

/** Value of one seed; opens its run. */
function SeedCell({ value, digits }: { readonly value: ComparedGroup['best']; readonly digits: number }) {
  if (value === null) return <td className="right number text-3">{NOT_AVAILABLE}</td>;
  return (
    <td className="right">
      <button
        type="button"
        className="compare-link"
        title={`Open ${value.runId}`}
        onClick={() => goTo(PATHS.run(value.runId))}
      >
        <NumberText value={formatNumber(value.value, digits)} detail={`seed ${value.seed}`} />
      </button>
    </td>
  );
}

/** Runs that do not count, with their reasons. */
function Excluded({ group: { excluded } }: { readonly group: ComparedGroup }) {
  if (excluded.length === 0) return null;
  const reasons = excluded.map(({ seed, reason }) => `seed ${seed} ${reason}`).join('; ');
  return (
    <span className="text-3 text-xs ellipsis" title={reasons}>
      without {reasons}
    </span>
  );
}
